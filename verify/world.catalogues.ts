// What the organizations add to the starter set, offered and retired, and what their clients say with it: skills, a target
// role that is preferred, one of their own, and one that was put away.
import { canary, mark } from './canary.js';
import type { System } from './system.js';
import { adder, type Organization } from './world.js';

const CLIENTS = ['client', 'otherClient', 'formerClient', 'newClient', 'coachClient'] as const;

export async function addCatalogues(system: System, { id, people }: Organization): Promise<void> {
  const add = adder(system);
  const entry = { org_id: id, description: canary('Description') };
  const retired = { retired_at: new Date() };
  const skill = await add('skills', { ...entry, name: canary('Skill'), skill_group: canary('Group') });
  const gone = await add('skills', { ...entry, name: canary('Skill'), ...retired });
  const role = await add('catalogue_roles', { ...entry, title: canary('Role'), code: mark() });
  await add('catalogue_roles', { ...entry, title: canary('Role'), code: mark(), ...retired });
  const essential = { org_id: id, level: 4, importance: 'ESSENTIAL' };
  await add('catalogue_role_skills', { ...essential, role_id: role, skill_id: skill });
  for (const person of CLIENTS) {
    const own = { org_id: id, client_id: people[person].memberId };
    await add('skill_claims', { ...own, skill_id: skill, level: 2, use: 1, enjoyment: 1 });
    await add('skill_claims', { ...own, skill_id: gone, level: 5, use: 0, enjoyment: -2 });
    const target = { ...own, note: canary('Note'), preferred: false };
    const preferred = { ...target, title: canary('Target'), preferred: true, catalogue_role_id: role };
    const targets = [
      await add('target_roles', preferred),
      await add('target_roles', { ...target, title: canary('Target') }),
      await add('target_roles', { ...target, title: canary('Target'), archived_at: new Date() }),
    ];
    for (const targetId of targets) {
      const asked = { ...own, target_role_id: targetId, skill_id: skill };
      await add('target_role_skills', { ...asked, level: 4, importance: 'ESSENTIAL' });
    }
  }
}
