// What the computed fields of check-ins ask of the database, and how their pure rules are fed with it.
import type { Row, Scope } from '../graphql/read/declaration.js';
import { changeVerdict, type ChangeVerdict } from './check-in.change.js';
import { dimensions, type Dimension } from './check-in.dimensions.js';
import { trendsOf, TREND_CHECK_INS, TREND_DAYS, type Trend } from './check-in.trend.js';

const instant = (sql: string) => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The arms of a `case` over words of our own. */
export function casesOf(words: Record<string, string>): string {
  return Object.entries(words)
    .map(([word, text]) => `when '${word}' then '${text.replaceAll("'", "''")}'`)
    .join(' ');
}

/** How an index compares with the one before. */
export interface Change {
  previousIndex: number;
  previousAt: string;
  difference: number;
  verdict: ChangeVerdict;
}

export type ChangeNeeds = {
  index: number | null;
  flagged: boolean;
  previous: { index: number; at: string } | null;
};

export function changeNeeds(scores: Row): { [Need in keyof ChangeNeeds]: string } {
  return {
    index: `${scores}.index_score`,
    flagged: `${scores}.flagged`,
    previous:
      `(select row_to_json(b) from (select p.index_score as index, ${instant('p.submitted_at')} as at` +
      ` from check_in_scores p where p.org_id = ${scores}.org_id and p.client_id = ${scores}.client_id` +
      ` and p.instrument_code = ${scores}.instrument_code and not p.flagged and p.index_score is not null` +
      ` and (p.submitted_at, p.id) < (${scores}.submitted_at, ${scores}.id)` +
      ` order by p.submitted_at desc, p.id desc limit 1) b)`,
  };
}

export function changeFrom({ index, flagged, previous }: ChangeNeeds): Change | null {
  if (index === null || flagged || !previous) return null;
  return {
    previousIndex: previous.index,
    previousAt: previous.at,
    difference: Math.round((index - previous.index) * 1e6) / 1e6,
    verdict: changeVerdict(previous.index, index),
  };
}

export type TrendNeeds = { scored: ({ at: string } & Record<Dimension, number | null>)[] };

/** The last check-ins by the instrument of the latest. */
export function trendNeeds(client: Row, { asOf }: Scope): { [Need in keyof TrendNeeds]: string } {
  const columns = dimensions.map((each) => `s.${each.toLowerCase()} as "${each}"`).join(', ');
  return {
    scored:
      `array_to_json(array(select row_to_json(x) from (select ${instant('s.submitted_at')} as at, ${columns}` +
      ` from check_in_scores s where s.org_id = ${client}.org_id and s.client_id = ${client}.id and not s.flagged` +
      ` and s.submitted_at <= ${asOf()} and s.submitted_at >= ${asOf()} - interval '${TREND_DAYS * 24} hours'` +
      ` and s.instrument_code = (select l.instrument_code from check_in_scores l where l.org_id = ${client}.org_id` +
      ` and l.client_id = ${client}.id order by l.submitted_at desc, l.id desc limit 1)` +
      ` order by s.submitted_at desc, s.id desc limit ${TREND_CHECK_INS}) x))`,
  };
}

export function trendsFrom({ scored }: TrendNeeds, asOf: number): Trend[] {
  return trendsOf(
    scored.map(({ at, ...scores }) => ({ at: Date.parse(at), scores })),
    asOf,
  );
}

/** The Monday of the ISO week of an instant, where a client is. */
export function weekSql(at: string, org: string, client: string): string {
  return `(select date_trunc('week', ${at} at time zone m.time_zone)::date from members m where m.org_id = ${org} and m.id = ${client})`;
}
