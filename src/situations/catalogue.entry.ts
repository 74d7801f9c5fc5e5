import type { Layout } from './catalogue.columns.js';
import { MOST_REQUIRED } from './catalogue.limits.js';
import type { SkillImportance } from './skill.gap.js';

/** A skill that a role requires, by its name. */
export interface RequiredByName {
  name: string;
  level: number;
  importance: SkillImportance;
}

/** A line of a file, understood. */
export interface CatalogueEntry {
  line: number;
  /** By column of the database; null for an empty field. Columns that the file does not have are absent. */
  texts: Record<string, string | null>;
  /** Null where the file says nothing of them. */
  requires: RequiredByName[] | null;
}

/** A line that cannot be imported, and why. */
export interface Rejected {
  line: number;
  reason: string;
}

const REPLACED = '�';
const SKILL = /^(.*[^\s:])[\s:]+([0-5])$/;

/** Understands one line. @param line its number in the file, from 1 */
export function entryOf(layout: Layout, fields: readonly string[], line: number): CatalogueEntry | Rejected {
  const reject = (reason: string): Rejected => ({ line, reason });
  const texts: Record<string, string | null> = {};
  for (const { column, at, most, long } of layout.texts) {
    const given = fields[at] ?? '';
    const text = long ? given.trim().replace(/\r\n?/g, '\n') : onOneLine(given);
    if (text.includes('\0')) return reject(`The ${named(column)} holds the character U+0000.`);
    if (text.includes(REPLACED)) return reject(`The ${named(column)} is not written in UTF-8.`);
    if (text.length > most) return reject(`The ${named(column)} is longer than ${most} letters.`);
    texts[column] = text || null;
  }
  const [{ column: first }] = layout.texts as [Layout['texts'][number]];
  if (texts[first] === null) return reject(`The ${named(first)} is empty.`);
  const requires = requirementsOf(layout, fields);
  return typeof requires === 'string' ? reject(requires) : { line, texts, requires };
}

/** Names are written so, in their own column and where roles require them. */
const onOneLine = (text: string) => text.trim().replace(/\s+/g, ' ');

/** As the files call it. */
const named = (column: string) => (column === 'skill_group' ? 'group' : column);

function requirementsOf(layout: Layout, fields: readonly string[]): RequiredByName[] | string | null {
  const { essential, optional } = layout;
  if (essential === undefined && optional === undefined) return null;
  const requires: RequiredByName[] = [];
  for (const [at, importance] of [
    [essential, 'ESSENTIAL'],
    [optional, 'OPTIONAL'],
  ] as const) {
    const parts = at === undefined ? [] : (fields[at] ?? '').split(';');
    for (const part of parts.map(onOneLine).filter(Boolean)) {
      if (part.includes('\0')) return 'A skill that it requires holds the character U+0000.';
      const [, name, level] = SKILL.exec(part) ?? [];
      if (!name) return `“${part.slice(0, 60)}” is no skill with its level, as in “Delegation 3”.`;
      requires.push({ name, level: Number(level), importance });
    }
  }
  if (requires.length > MOST_REQUIRED) return `A role requires at most ${MOST_REQUIRED} skills.`;
  return requires;
}
