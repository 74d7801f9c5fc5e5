// SPEC 3.2 once more: everybody reads the catalogues of their organization and an admin keeps them; skills and target roles
// are the client's, each with a consent of its own.
import { admin, colleague, consented, ownClient, type Rule } from './judgements.js';

const catalogue: Rule = { sees: colleague, changes: admin };
const wanted: Rule = { sees: consented('TARGET_ROLES'), changes: ownClient };

export const CATALOGUES: Record<string, Rule> = {
  skills: catalogue,
  catalogue_roles: catalogue,
  catalogue_role_skills: catalogue,
  skill_claims: { sees: consented('SKILLS'), changes: ownClient },
  target_roles: wanted,
  target_role_skills: wanted,
};
