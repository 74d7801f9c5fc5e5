import { Temporal } from 'temporal-polyfill';
import { healthFrom } from '../goals/goal.needs.js';
import { attentionOf } from './caseload.attention.js';
import type { CaseloadFacts, ClientFacts, GoalFacts } from './caseload.facts.js';
import type { CaseloadClient, CaseloadGoal, CaseloadSnapshot } from './caseload.snapshot.js';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Sessions and hours are totalled over so many days. */
const totalDays = 28;

/** Weeks in the chart, the one of `asOf` last. */
const chartWeeks = 12;

/** How far back facts must reach: the chart's weeks begin on a Monday. */
export const HELD_DAYS = chartWeeks * 7;

/** What a caseload report says, from rows and an instant (epoch milliseconds) alone. */
export function composeCaseload(facts: CaseloadFacts, asOf: number): CaseloadSnapshot {
  const { coach, organization, held } = facts;
  const clients = facts.clients.map((client) => composeClient(client, asOf)).sort(byUrgency(coach.locale));
  const recent = held.filter(({ startsAt }) => startsAt > asOf - totalDays * dayMs && startsAt <= asOf);
  const hours = recent.reduce((sum, { startsAt, endsAt }) => sum + (endsAt - startsAt), 0) / hourMs;
  return {
    templateVersion: 1,
    asOf: instant(asOf),
    zone: coach.zone,
    locale: coach.locale,
    organization: { name: organization.name, color: organization.color },
    coachName: coach.name,
    totals: {
      clients: clients.length,
      sessionsHeld: recent.length,
      hours: Math.round(hours * 100) / 100,
      overdueReviews: clients.reduce((sum, client) => sum + client.overdueReviews, 0),
      staleGoals: clients.flatMap(({ goals }) => goals).filter(({ health }) => health === 'STALE').length,
    },
    sessionsPerWeek: perWeek(facts, asOf),
    clients,
  };
}

function composeClient(client: ClientFacts, asOf: number): CaseloadClient {
  const goals = client.goals.map((goal) => composeGoal(goal, asOf));
  return {
    name: client.name,
    jobTitle: client.jobTitle,
    since: client.since,
    lastSessionAt: client.lastSessionAt === null ? null : instant(client.lastSessionAt),
    nextSessionAt: client.nextSessionAt === null ? null : instant(client.nextSessionAt),
    overdueReviews: client.overdueReviews,
    attention: attentionOf({ ...client, healths: goals.map(({ health }) => health) }, asOf),
    goals,
  };
}

function composeGoal(goal: GoalFacts, asOf: number): CaseloadGoal {
  const heard = Math.max(goal.lastProgressAt ?? -Infinity, goal.lastDoneAt ?? -Infinity);
  return {
    title: goal.title,
    // Only a goal that is not active has no health, and the facts hold active ones.
    health: healthFrom(goal, asOf) ?? 'UNKNOWN',
    progress: goal.progress ?? 0,
    targetDate: goal.targetOn,
    lastProgressAt: heard === -Infinity ? null : instant(heard),
  };
}

/** Who needs attention first; each group by name, as the reader's language sorts. */
function byUrgency(locale: string) {
  const { compare } = new Intl.Collator(locale);
  return (a: CaseloadClient, b: CaseloadClient) =>
    Number(b.attention !== null) - Number(a.attention !== null) || compare(a.name, b.name);
}

function perWeek({ coach, held }: CaseloadFacts, asOf: number): CaseloadSnapshot['sessionsPerWeek'] {
  const monday = (at: number) => {
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(coach.zone).toPlainDate();
    return day.subtract({ days: day.dayOfWeek - 1 });
  };
  const last = monday(asOf);
  const starts = held.map(({ startsAt }) => monday(startsAt).toString());
  return Array.from({ length: chartWeeks }, (_, index) => {
    const weekStart = last.subtract({ weeks: chartWeeks - 1 - index }).toString();
    return { weekStart, held: starts.filter((start) => start === weekStart).length };
  });
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
