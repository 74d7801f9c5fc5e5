// Guarantees: after a run everything is wrapped by the present master key and sealed by the newest data key of its
// organization; a run that is killed is finished by the next. What people write meanwhile wins.
import type { Client } from 'pg';
import { keyIdOf, SealBroken, type DataKey, type Keys, type Place } from './keys.js';

/** Rows that are sealed anew in one transaction. */
const BATCH = 500;
/** Opens nothing. */
const NO_KEY = Buffer.alloc(0);

interface SealedColumn {
  table: string;
  column: string;
}

interface SealedRow {
  id: string;
  text: string;
}

/** What a run did. */
export interface Rotation {
  /** Data keys wrapped by the present master key that were not before. */
  rewrapped: number;
  /** Data keys that were made. */
  made: number;
  /** Texts sealed by another key than before. */
  resealed: number;
  /** Texts that do not open where they stand, and stay as they are. */
  broken: Place[];
}

/**
 * @param client signed in as the owner, who sees every organization
 * @param newDataKeys whether each organization gets a new data key first
 * @param progress told after each organization how many there are
 * @throws SealBroken for a data key that no known master key opens
 */
export async function rotateKeys(
  client: Client,
  keys: Keys,
  newDataKeys: boolean,
  progress: (all: number) => void,
): Promise<Rotation> {
  const columns = await sealedColumns(client);
  const { rows: orgs } = await client.query<{ org_id: string }>(
    'select distinct org_id from data_keys order by org_id',
  );
  const rotation: Rotation = { rewrapped: 0, made: 0, resealed: 0, broken: [] };
  for (const { org_id: orgId } of orgs) {
    rotation.rewrapped += await rewrap(client, keys, orgId);
    if (newDataKeys) {
      await makeKey(client, keys, orgId);
      rotation.made += 1;
    }
    const dataKeys = await keysOf(client, orgId);
    for (const column of columns) await reseal(client, keys, orgId, dataKeys, column, rotation);
    progress(orgs.length);
  }
  return rotation;
}

/** The columns whose migrations call them sealed. */
export async function sealedColumns(client: Pick<Client, 'query'>): Promise<SealedColumn[]> {
  const { rows } = await client.query<SealedColumn>(
    `select c.relname as table, a.attname as column
     from pg_description d
     join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
     join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
     where d.description = 'sealed' and c.relnamespace = 'public'::regnamespace order by 1, 2`,
  );
  return rows;
}

async function keysOf(client: Client, orgId: string): Promise<DataKey[]> {
  const { rows } = await client.query<DataKey>(
    'select id, wrapped from data_keys where org_id = $1 order by created_at desc, id desc',
    [orgId],
  );
  return rows;
}

async function rewrap(client: Client, keys: Keys, orgId: string): Promise<number> {
  let count = 0;
  for (const key of await keysOf(client, orgId)) {
    const wrapped = keys.rewrap(orgId, key);
    if (!wrapped) continue;
    await client.query('update data_keys set wrapped = $3 where org_id = $1 and id = $2', [
      orgId,
      key.id,
      wrapped,
    ]);
    count += 1;
  }
  return count;
}

async function makeKey(client: Client, keys: Keys, orgId: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select uuidv7() as id');
  const { id } = rows[0]!;
  await client.query('insert into data_keys (org_id, id, wrapped) values ($1, $2, $3)', [
    orgId,
    id,
    keys.newDataKey(orgId, id),
  ]);
}

async function reseal(
  client: Client,
  keys: Keys,
  orgId: string,
  dataKeys: DataKey[],
  { table, column }: SealedColumn,
  rotation: Rotation,
): Promise<void> {
  const [newest] = dataKeys as [DataKey];
  const byId = new Map(dataKeys.map((key) => [key.id, key]));
  const again = ({ id, text }: SealedRow): string => {
    const place = { orgId, table, column, rowId: id };
    try {
      return keys.seal(keys.open(text, byId.get(keyIdOf(text))?.wrapped ?? NO_KEY, place), newest, place);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      rotation.broken.push(place);
      return text;
    }
  };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await client.query<SealedRow>(
      `select id, ${column} as text from ${table}
       where org_id = $1 and id > $2 and not starts_with(${column}, $3) order by id limit ${BATCH}`,
      [orgId, after, `s1.${newest.id}.`],
    );
    if (rows.length === 0) return;
    // Only where it still says what was opened: an edit that came between stands, sealed by the newest key already.
    const { rowCount } = await client.query(
      `update ${table} t set ${column} = given.new
       from unnest($2::uuid[], $3::text[], $4::text[]) as given (id, old, new)
       where t.org_id = $1 and t.id = given.id and t.${column} = given.old and given.new <> given.old`,
      [orgId, rows.map(({ id }) => id), rows.map(({ text }) => text), rows.map(again)],
    );
    rotation.resealed += rowCount ?? 0;
    after = rows.at(-1)!.id;
  }
}
