// Judges one answer and what it left behind.
import { canariesIn } from './canary.js';
import type { Atlas, Row } from './atlas.js';
import type { Caller, Who } from './cast.js';
import { mayChange, sees } from './model.js';
import type { Change } from './state.js';
import type { Reply } from './system.js';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const ID = new RegExp(`([a-z]+(?:-[a-z]+)*)_(${UUID.source})`, 'g');
const TRACE = /"traceId":"[^"]*"/g;
/** What only SQL, a driver or a stack says. */
const INSIDES =
  /\bat [\w.<>]+ \(|node_modules|\.(?:js|ts):\d+|violates|duplicate key|syntax error|relation \\?"|column \\?"|\bpg_|permission denied|row-level|invalid input syntax/i;

export interface Judge {
  atlas: Atlas;
  /** The table that each kind of id names. */
  kinds: Map<string, string>;
  /** False where row-level security is bypassed: within an organization nothing is promised then. */
  within: boolean;
}

/** What is wrong with an answer: it shows what the caller may not see, or how the system is made. */
export function faultsOf(
  judge: Judge,
  { who }: Pick<Caller, 'who'>,
  { status, text }: Reply,
  sent: string[],
): string[] {
  const faults: string[] = [];
  if (status >= 500) faults.push(`answered ${status}`);
  if (text.includes('"code":"INTERNAL"')) faults.push('failed unexpectedly (INTERNAL)');
  const errors = /"errors":(.*)/s.exec(text)?.[1] ?? '';
  const insides = INSIDES.exec(neutral(errors, sent))?.[0];
  if (insides) faults.push(`an error tells of the inside: ${insides}`);
  const shown = neutral(text, sent);
  for (const mark of canariesIn(shown)) {
    const perches = judge.atlas.canaries.get(mark);
    if (!perches || perches.some(({ row, column }) => lets(judge, who, row, column))) continue;
    const { row, column } = perches[0]!;
    faults.push(`shows ${row.table}.${column} of ${ownerOf(judge, who, row)}`);
  }
  for (const [, kind, uuid] of shown.matchAll(ID)) {
    const rows = (judge.atlas.byId.get(uuid!) ?? []).filter(({ table }) => table === judge.kinds.get(kind!));
    if (rows.length === 0 || rows.some((row) => lets(judge, who, row, 'id'))) continue;
    faults.push(`shows the id of a row of ${rows[0]!.table} of ${ownerOf(judge, who, rows[0]!)}`);
  }
  return [...new Set(faults)];
}

function lets(judge: Judge, who: Who | null, row: Row, column: string): boolean {
  if (!judge.within && who && row.orgId === who.orgId) return true;
  return sees(who, row, judge.atlas, column);
}

function ownerOf(judge: Judge, who: Who | null, row: Row): string {
  return row.orgId === who?.orgId ? 'somebody else in the organization' : 'another organization';
}

/** What a probe changed although its caller may not. */
export function damagesOf(judge: Judge, who: Who | null, changes: Change[]): string[] {
  const promised = ({ orgId }: Row) => judge.within || orgId !== who?.orgId;
  const wrong = changes.filter(
    ({ row, how }) => promised(row) && !mayChange(who, row, judge.atlas, how === 'added'),
  );
  return [
    ...new Set(wrong.map(({ row, how }) => `${how} a row of ${row.table} of ${ownerOf(judge, who, row)}`)),
  ];
}

/** An answer without what necessarily differs: the ids that were sent, and the trace id. */
export function neutral(text: string, sent: string[]): string {
  let shown = text.replace(TRACE, '');
  for (const id of sent) if (id) shown = shown.replaceAll(id, '<sent>');
  return shown;
}

/** Connections that count more than they show. */
export function miscounts(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('totalCount' in value && 'nodes' in value && 'pageInfo' in value) {
    const { totalCount, nodes, pageInfo } = value as {
      totalCount: number;
      nodes: unknown[];
      pageInfo: { hasNextPage: boolean };
    };
    if (!pageInfo.hasNextPage && totalCount !== nodes.length) return true;
  }
  return Object.values(value).some(miscounts);
}
