import { localDateOf } from '../availability/wall-clock.js';
import type { CoachHoursFacts } from './coach-hours.facts.js';
import type { CoachHoursEntry, CoachHoursSnapshot, Worked } from './coach-hours.snapshot.js';

/** The days that the log is about, `YYYY-MM-DD`, both included. */
export interface Days {
  since: string;
  until: string;
}

/** What a log of hours says, from rows, days and an instant (epoch milliseconds) alone. */
export function composeCoachHours(
  facts: CoachHoursFacts,
  { since, until }: Days,
  asOf: number,
): CoachHoursSnapshot {
  const { coach, organization } = facts;
  const clients = facts.named.map(clientEntry);
  const groups = facts.groups.map((group) => groupEntry(group, coach.zone));
  const unnamed = worked(facts.unnamed.paidMinutes, facts.unnamed.proBonoMinutes);
  const byName = new Intl.Collator(coach.locale).compare;
  const sorted = (entries: CoachHoursEntry[]) =>
    entries.sort((a, b) => byName(a.name, b.name) || byName(a.startsOn, b.startsOn));
  const individual = sum([...clients, unnamed]);
  const group = sum(groups);
  return {
    templateVersion: 1,
    asOf: new Date(asOf).toISOString(),
    zone: coach.zone,
    locale: coach.locale,
    organization: { name: organization.name },
    coachName: coach.name,
    since,
    until,
    entries: [...sorted(clients), ...sorted(groups)],
    unnamed: { clients: facts.unnamed.clients, ...unnamed },
    totals: { individual, group, all: sum([individual, group]) },
  };
}

function clientEntry(client: CoachHoursFacts['named'][number]): CoachHoursEntry {
  return {
    kind: 'INDIVIDUAL',
    name: client.name,
    contact: client.email,
    people: null,
    startsOn: client.startsOn,
    endsOn: client.endedOn,
    ...(client.paid ? worked(client.minutes, 0) : worked(0, client.minutes)),
  };
}

function groupEntry(group: CoachHoursFacts['groups'][number], zone: string): CoachHoursEntry {
  return {
    kind: 'GROUP',
    name: group.name,
    contact: null,
    people: group.people,
    startsOn: localDateOf(Math.round(group.firstAt), zone),
    endsOn: localDateOf(Math.round(group.lastAt), zone),
    // Nobody pays for leading a network group.
    ...worked(0, group.minutes),
  };
}

function sum(parts: readonly Worked[]): Worked {
  const of = (minutes: (part: Worked) => number) => parts.reduce((all, part) => all + minutes(part), 0);
  return worked(
    of(({ paidMinutes }) => paidMinutes),
    of(({ proBonoMinutes }) => proBonoMinutes),
  );
}

function worked(paidMinutes: number, proBonoMinutes: number): Worked {
  const hours = (minutes: number) => Math.round((minutes / 60) * 100) / 100;
  return {
    paidMinutes,
    paidHours: hours(paidMinutes),
    proBonoMinutes,
    proBonoHours: hours(proBonoMinutes),
  };
}
