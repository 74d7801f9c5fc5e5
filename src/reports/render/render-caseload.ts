import type { CaseloadSnapshot } from '../caseload.snapshot.js';
import { canonicalJson } from './canonical-json.js';
import { caseloadTemplate } from './caseload.template.js';
import { caseloadView } from './caseload.view.js';
import { csv, type CsvCell } from './csv.js';
import { typeset } from './typeset.js';

export interface RenderedReport {
  pdf: Buffer;
  csv: string;
  json: string;
}

/** Pure: equal snapshots give equal bytes, in any process and whatever the order of their keys. */
export function renderCaseload(snapshot: CaseloadSnapshot): RenderedReport {
  return {
    pdf: typeset(caseloadTemplate, caseloadView(snapshot)),
    csv: csv([header, ...snapshot.clients.flatMap(clientRows)]),
    json: canonicalJson(snapshot),
  };
}

const header = [
  'client',
  'job_title',
  'since',
  'last_session_at',
  'next_session_at',
  'overdue_reviews',
  'attention',
  'goal',
  'goal_health',
  'goal_progress',
  'goal_target_date',
  'goal_last_progress_at',
];

/** One row per goal, and one for a client without goals, so that nobody is missing from a spreadsheet. */
function clientRows(client: CaseloadSnapshot['clients'][number]): CsvCell[][] {
  const facts = [
    client.name,
    client.jobTitle,
    client.since,
    client.lastSessionAt,
    client.nextSessionAt,
    client.overdueReviews,
    client.attention,
  ];
  if (client.goals.length === 0) return [[...facts, null, null, null, null, null]];
  return client.goals.map((goal) => [
    ...facts,
    goal.title,
    goal.health,
    goal.progress,
    goal.targetDate,
    goal.lastProgressAt,
  ]);
}
