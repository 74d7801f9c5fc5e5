import type { MemberActor } from '../../src/db/actor.js';
import { CalendarMailsDelivery } from '../../src/calendars/calendar-mails.delivery.js';
import { anEngagement } from '../sessions/people.js';
import type { SmtpSink } from '../mail/smtp-sink.js';
import type { TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

/** Two who coach and are coached, and people who have no business with it. */
export interface World {
  org: string;
  engagement: string;
  coach: MemberActor;
  client: MemberActor;
  otherCoach: MemberActor;
  otherClient: MemberActor;
  admin: MemberActor;
  mentor: MemberActor;
  stranger: MemberActor;
}

export async function aWorld({ database }: Pick<TestApp, 'database'>): Promise<World> {
  const org = await anOrganization(database, 'north');
  const elsewhere = await anOrganization(database, 'south');
  const coach = await aMember(database, org, 'Cora', ['COACH']);
  const client = await aMember(database, org, 'Clio', ['CLIENT']);
  return {
    org,
    coach,
    client,
    engagement: await anEngagement(database, coach, client),
    otherCoach: await aMember(database, org, 'Otto', ['COACH']),
    otherClient: await aMember(database, org, 'Odo', ['CLIENT']),
    admin: await aMember(database, org, 'Ada', ['ADMIN']),
    mentor: await aMember(database, org, 'Mona', ['MENTOR']),
    stranger: await aMember(database, elsewhere, 'Sid', ['CLIENT']),
  };
}

/** As many sessions as wished, a week from each other, at nine in Berlin. @returns the bare id of the series */
export async function aSeries(
  waymark: TestApp,
  { coach, engagement }: World,
  count: number,
): Promise<string> {
  const { data } = await waymark.send(
    coach,
    `mutation ($e: ID!, $input: BookSessionSeriesInput!) { bookSessionSeries(engagementId: $e, input: $input) { id } }`,
    {
      e: `engagement_${engagement}`,
      input: {
        rrule: `FREQ=WEEKLY;COUNT=${count}`,
        startsOn: new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10),
        localTime: '09:00',
        zone: 'Europe/Berlin',
        minutes: 60,
        place: 'Room 1',
      },
    },
  );
  return (data.bookSessionSeries.id as string).split('_')[1]!;
}

/** The sessions of a series by the days that it gave them. */
export const sessionsOf = ({ database }: TestApp, series: string) =>
  database.owner<{ id: string; starts_at: Date; ends_at: Date; status: string }>(
    'select id, starts_at, ends_at, status from sessions where series_id = $1 order by occurrence_on',
    [series],
  );

/** Lets every mail leave that is due at `at`, as the sweep and the jobs do. */
export async function deliverAll(waymark: TestApp, at = new Date(Date.now() + 1_000)): Promise<void> {
  const delivery = waymark.app.get(CalendarMailsDelivery, { strict: false });
  await delivery.claimDue(at);
  const claimed = await waymark.database.owner<{ org_id: string; id: string }>(
    `select org_id, id from calendar_mails where state = 'CLAIMED' order by id`,
  );
  for (const { org_id: orgId, id } of claimed) await delivery.deliver(orgId, id, at);
}

/** The texts of calendars that arrived, by their recipients, and none of them twice. */
export function arrived({ received }: SmtpSink) {
  return received.map(({ recipients, mail, raw }) => {
    const [file] = mail.attachments.filter(({ contentType }) => contentType === 'application/ics');
    return {
      to: recipients[0]!,
      subject: mail.subject!,
      text: mail.text!,
      calendar: file!.content.toString('utf8'),
      messageId: mail.messageId!,
      raw,
    };
  });
}

/** Forgets sessions, mails and what became of them. */
export async function clear({ database }: TestApp): Promise<void> {
  await database.owner('delete from calendar_mails');
  await database.owner('delete from reminders');
  await database.owner('delete from sessions');
  await database.owner('delete from session_series');
  await database.owner('delete from calendar_feeds');
}
