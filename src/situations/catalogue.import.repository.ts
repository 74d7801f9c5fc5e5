import { Db } from '../db/db.js';
import type { CatalogueKind } from './catalogue.columns.js';
import type { KnownEntry, Requirement, StoredEntry } from './catalogue.decision.js';
import type { RequiredByName } from './catalogue.entry.js';

const tables = {
  skills: { table: 'skills', name: 'name', columns: ['name', 'skill_group', 'description'] },
  roles: { table: 'catalogue_roles', name: 'title', columns: ['title', 'code', 'description'] },
} as const;

/** What the importer asks of the database, as the system of one organization. */
export class CatalogueImportRepository {
  constructor(private readonly db: Db) {}

  /** @returns null where there is no such organization, or it is closed */
  async findOrganization(slug: string): Promise<string | null> {
    const [row] = await this.db.query<{ id: string | null }>('select app.organization_of_slug($1) as id', [
      slug,
    ]);
    return row!.id;
  }

  /** Lets one import of the kind write at a time, until the transaction ends. */
  async lock(kind: CatalogueKind): Promise<void> {
    await this.db.query(
      `select pg_advisory_xact_lock(hashtextextended('import ' || $1 || ' ' || app.org_id()::text, 0))`,
      [kind],
    );
  }

  /** The names as the database tells entries apart by them, in the same order. */
  async keysOf(names: string[]): Promise<string[]> {
    const rows = await this.db.query<{ key: string }>(
      `select lower(name) as key from unnest($1::text[]) with ordinality as given (name, at) order by at`,
      [names],
    );
    return rows.map(({ key }) => key);
  }

  /** @returns ids of skills by their names as they were given */
  async skillIds(names: string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ name: string; id: string }>(
      `select given.name, s.id from unnest($1::text[]) as given (name)
       join skills s on s.org_id = app.org_id() and lower(s.name) = lower(given.name)`,
      [names],
    );
    return new Map(rows.map(({ name, id }) => [name, id]));
  }

  /** The entries that have one of these names or codes. */
  async find(kind: CatalogueKind, keys: string[], codes: string[]): Promise<StoredEntry[]> {
    const { table, name, columns } = tables[kind];
    const texts = columns.map((column) => `'${column}', e.${column}`).join(', ');
    const requires =
      kind === 'roles'
        ? `(select coalesce(json_agg(json_build_object('skillId', r.skill_id, 'level', r.level, 'importance', r.importance)), '[]')
            from catalogue_role_skills r where r.org_id = e.org_id and r.role_id = e.id)`
        : `'[]'::json`;
    const byCode = kind === 'roles' ? 'or e.code = any ($2)' : '';
    return this.db.query(
      `select e.id, lower(e.${name}) as key, json_build_object(${texts}) as texts, ${requires} as requires
       from ${table} e where e.org_id = app.org_id() and (lower(e.${name}) = any ($1) ${byCode})`,
      kind === 'roles' ? [keys, codes] : [keys],
    );
  }

  /** @returns the new ids, in the order of the entries */
  async insert(kind: CatalogueKind, entries: readonly KnownEntry[]): Promise<string[]> {
    if (entries.length === 0) return [];
    const { table, name } = tables[kind];
    const columns = Object.keys(entries[0]!.texts).join(', ');
    const rows = await this.db.query<{ id: string; key: string }>(
      `insert into ${table} (org_id, ${columns})
       select app.org_id(), ${columns} from json_populate_recordset(null::${table}, $1)
       returning id, lower(${name}) as key`,
      [JSON.stringify(entries.map(({ texts }) => texts))],
    );
    const ids = new Map(rows.map(({ id, key }) => [key, id]));
    return entries.map(({ key }) => ids.get(key)!);
  }

  async change(kind: CatalogueKind, entries: readonly { id: string; entry: KnownEntry }[]): Promise<void> {
    if (entries.length === 0) return;
    const { table } = tables[kind];
    const sets = Object.keys(entries[0]!.entry.texts).map((column) => `, ${column} = given.${column}`);
    await this.db.query(
      `update ${table} e set version = e.version + 1${sets.join('')}
       from json_populate_recordset(null::${table}, $1) given
       where e.org_id = app.org_id() and e.id = given.id`,
      [JSON.stringify(entries.map(({ id, entry }) => ({ id, ...entry.texts })))],
    );
  }

  /** Says anew all that these roles require. */
  async require(roles: readonly { id: string; required: readonly Requirement[] }[]): Promise<void> {
    if (roles.length === 0) return;
    await this.db.query(
      `delete from catalogue_role_skills where org_id = app.org_id() and role_id = any ($1)`,
      [roles.map(({ id }) => id)],
    );
    const rows = roles.flatMap(({ id, required }) =>
      required.map(({ skillId, level, importance }) => ({
        role_id: id,
        skill_id: skillId,
        level,
        importance,
      })),
    );
    await this.db.query(
      `insert into catalogue_role_skills (org_id, role_id, skill_id, level, importance)
       select app.org_id(), role_id, skill_id, level, importance
       from json_populate_recordset(null::catalogue_role_skills, $1)`,
      [JSON.stringify(rows)],
    );
  }
}

/** The names of skills, each once. */
export function namesIn(requires: readonly (readonly RequiredByName[] | null)[]): string[] {
  return [...new Set(requires.flatMap((list) => (list ?? []).map(({ name }) => name)))];
}
