import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import { anEngagement } from '../sessions/people.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

export const DAY = 86_400_000;

/** The day ('YYYY-MM-DD') so many days from today, UTC. */
export const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** The first Monday at least so many days ahead. */
export function monday(days: number): string {
  const at = new Date(Date.now() + days * DAY);
  return day(days + ((8 - at.getUTCDay()) % 7));
}

const FIELDS = `id zone hoursSet bufferMinutes minNoticeHours furthestDays stepMinutes sessionMinutes version
  hours { weekday from until } exceptions { id kind firstOn lastOn from until reason }
  importedCalendars { id name times until }`;

/** A coach with a client in Berlin, both signed, and those who have no business with them. */
export interface AvailabilityWorld extends TestApp {
  orgId: string;
  admin: MemberActor;
  coach: MemberActor;
  client: MemberActor;
  otherCoach: MemberActor;
  otherClient: MemberActor;
  mentor: MemberActor;
  foreigner: MemberActor;
  engagementId: string;
}

export const startAvailability = async () => organized(await startApp());

let organizations = 0;

/** Another organization in the same product, whose people know nobody of the ones before. */
export async function organized(app: TestApp): Promise<AvailabilityWorld> {
  const { database } = app;
  organizations += 1;
  const orgId = await anOrganization(database, `home-${organizations}`);
  const elsewhere = await anOrganization(database, `elsewhere-${organizations}`);
  const coach = await aMember(database, orgId, 'Cora Coach', ['COACH']);
  const client = await aMember(database, orgId, 'Clive Client', ['CLIENT']);
  const otherCoach = await aMember(database, orgId, 'Otto Coach', ['COACH']);
  const otherClient = await aMember(database, orgId, 'Olga Client', ['CLIENT']);
  await anEngagement(database, otherCoach, otherClient);
  return {
    ...app,
    orgId,
    coach,
    client,
    otherCoach,
    otherClient,
    admin: await aMember(database, orgId, 'Ada Admin', ['ADMIN']),
    mentor: await aMember(database, orgId, 'Mia Mentor', ['MENTOR']),
    foreigner: await aMember(database, elsewhere, 'Fay Foreign', ['ADMIN', 'COACH', 'CLIENT']),
    engagementId: await anEngagement(database, coach, client),
  };
}

type Hours = { weekday: number; from: string; until: string };

export const setAvailability = (world: TestApp, as: MemberActor | null, version: number, hours: Hours[]) =>
  world.send(
    as,
    `mutation ($version: Int!, $hours: [HoursInput!]!) { setAvailability(version: $version, hours: $hours) { ${FIELDS} } }`,
    { version, hours },
  );

export const changeSettings = (world: TestApp, as: MemberActor | null, version: number, input: object) =>
  world.send(
    as,
    `mutation ($version: Int!, $input: ScheduleSettingsInput!) { changeScheduleSettings(version: $version, input: $input) { ${FIELDS} } }`,
    { version, input },
  );

export const addException = (world: TestApp, as: MemberActor | null, input: object) =>
  world.send(
    as,
    `mutation ($input: ExceptionInput!) { addAvailabilityException(input: $input) { ${FIELDS} } }`,
    { input },
  );

export const removeException = (world: TestApp, as: MemberActor | null, id: string) =>
  world.send(as, `mutation ($id: ID!) { removeAvailabilityException(id: $id) { ${FIELDS} } }`, { id });

export const removeCalendar = (world: TestApp, as: MemberActor | null, id: string) =>
  world.send(as, `mutation ($id: ID!) { removeImportedCalendar(id: $id) { ${FIELDS} } }`, { id });

/** Hands a calendar in as a front-end would. */
export async function upload(world: TestApp, as: MemberActor | null, name: string, ics: string | Buffer) {
  const headers: Record<string, string> = { 'content-type': 'text/calendar' };
  if (as) headers.authorization = `Bearer ${await world.app.get(Tokens).access(as)}`;
  const { statusCode, body } = await world.app.inject({
    method: 'POST',
    url: `/imported-calendars?name=${encodeURIComponent(name)}`,
    headers,
    payload: ics,
  });
  const answer = JSON.parse(body) as {
    id?: string;
    errors?: { message: string; extensions: { code: string; field?: string } }[];
  };
  const [error] = answer.errors ?? [];
  return { status: statusCode, id: answer.id, code: error?.extensions.code, message: error?.message };
}

export const availabilityOf = async (world: TestApp, as: MemberActor | null, coach: MemberActor) =>
  world.send(as, `query ($id: ID!) { coach(id: $id) { availability { ${FIELDS} } } }`, {
    id: `coach_${coach.memberId}`,
  });

export const freeSlotsOf = (
  world: TestApp,
  as: MemberActor | null,
  engagementId: string,
  search: { from?: string; days?: number; minutes?: number } = {},
) =>
  world.send(
    as,
    `query ($id: ID!, $from: Instant, $days: Int!, $minutes: Int) {
      freeSlots(engagementId: $id) {
        coachZone clientZone slots(from: $from, days: $days, minutes: $minutes) { startsAt endsAt coachLocal clientLocal }
      }
    }`,
    { id: `engagement_${engagementId}`, days: 14, ...search },
  );
