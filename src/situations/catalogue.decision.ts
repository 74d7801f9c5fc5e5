import type { CatalogueEntry } from './catalogue.entry.js';
import type { SkillImportance } from './skill.gap.js';

/** A skill that a role requires. */
export interface Requirement {
  skillId: string;
  level: number;
  importance: SkillImportance;
}

/** An entry of the catalogue as it stands. */
export interface StoredEntry {
  id: string;
  /** The name by which the database tells entries apart. */
  key: string;
  texts: Record<string, string | null>;
  requires: Requirement[];
}

/** An entry of a file, with what only the database knows of it. */
export interface KnownEntry extends CatalogueEntry {
  key: string;
  required: Requirement[] | null;
}

export type Decision =
  | { do: 'add' }
  | { do: 'change'; id: string; texts: boolean; requirements: boolean }
  | { do: 'keep'; id: string }
  | { do: 'reject'; reason: string };

/**
 * What an entry of a file means for the catalogue. A role that has a code is found by it, and then may get another title;
 * everything else is found by name. What is retired stays so.
 */
export function decide(entry: KnownEntry, stored: readonly StoredEntry[]): Decision {
  const { code = null } = entry.texts;
  const byName = stored.find(({ key }) => key === entry.key);
  const byCode = code === null ? undefined : stored.find(({ texts }) => texts.code === code);
  if (byName && byCode && byName !== byCode) {
    return { do: 'reject', reason: `Another role than the one of the code ${code} has this title.` };
  }
  const found = byCode ?? byName;
  if (!found) return { do: 'add' };
  const known = found.texts.code ?? null;
  if (!byCode && code !== null && known !== null) {
    return { do: 'reject', reason: `The role of this title has another code, ${known}.` };
  }
  const texts = Object.entries(entry.texts).some(([column, text]) => found.texts[column] !== text);
  const requirements = entry.required !== null && !sameRequirements(entry.required, found.requires);
  return texts || requirements
    ? { do: 'change', id: found.id, texts, requirements }
    : { do: 'keep', id: found.id };
}

function sameRequirements(some: readonly Requirement[], others: readonly Requirement[]): boolean {
  const list = (requirements: readonly Requirement[]) =>
    requirements.map(({ skillId, level, importance }) => `${skillId} ${level} ${importance}`).sort();
  return JSON.stringify(list(some)) === JSON.stringify(list(others));
}
