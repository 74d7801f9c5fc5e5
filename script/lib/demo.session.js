// A session at an hour that both have free, and what reaches their calendars of it.
import { eventually, must } from './demo.outside.js';

const ENGAGEMENTS = `query ($client: ID!) { client(id: $client) { engagements(first: 20, status: ACTIVE) { nodes { id coach { name } } } } }`;

/** Takes the last hour that is free in two weeks: it can be cancelled in time. */
export async function bookSession(outside, { coach, client }) {
  const { client: facts } = await client.ask(ENGAGEMENTS, {
    client: client.id.replace('member_', 'client_'),
  });
  const engagement = facts.engagements.nodes.find((one) => one.coach.name === coach.name);
  const { freeSlots } = await client.ask(
    `query ($id: ID!) { freeSlots(engagementId: $id) { coachZone clientZone slots(days: 14) { startsAt endsAt coachLocal clientLocal } } }`,
    { id: engagement.id },
  );
  const slot = freeSlots.slots.at(-1);
  must(slot, 'no hour is free in the next two weeks');
  const agenda = 'What moved since last time';
  const since = Date.now() - 1_000;
  const { bookSession: session } = await client.ask(
    `mutation ($id: ID!, $input: BookSessionInput!) { bookSession(engagementId: $id, input: $input) { id startsAt } }`,
    {
      id: engagement.id,
      input: {
        startsAt: slot.startsAt,
        minutes: (new Date(slot.endsAt) - new Date(slot.startsAt)) / 60_000,
        videoUrl: 'https://meet.example/demo',
        agenda: [agenda],
      },
    },
  );
  const said = [
    `${slot.coachLocal} in ${freeSlots.coachZone}, ${slot.clientLocal} in ${freeSlots.clientZone}; ${freeSlots.slots.length} hours were free`,
  ];
  for (const person of [coach, client]) {
    const { mail, entry } = await awaitEntry(outside, person, session, since, 'REQUEST');
    must(
      !`${mail.text}\n${mail.html}\n${entry}`.includes(agenda),
      'the invitation says what it is to be about',
    );
    said.push(
      `“${mail.subject}” to ${person.email}: ${lineOf(entry, 'DTSTART;TZID')}, ${lineOf(entry, 'UID')}`,
    );
  }
  return { session, saw: said };
}

export async function cancelSession(outside, { client }, session) {
  const since = Date.now() - 1_000;
  await client.ask(`mutation ($id: ID!) { cancelSession(id: $id, reason: "Only tried") { status } }`, {
    id: session.id,
  });
  const { mail, entry } = await awaitEntry(outside, client, session, since, 'CANCEL');
  return { saw: `“${mail.subject}”: ${lineOf(entry, 'STATUS')}, ${lineOf(entry, 'SEQUENCE')}` };
}

/** The mail that brings the entry of this session to one side. */
async function awaitEntry(outside, person, session, since, method) {
  const uid = session.id.replace('_', '-');
  return await eventually(45, `the calendar entry of ${person.name}`, async () => {
    for (const mail of await outside.mailsTo(person.email, since)) {
      if (!mail.attachments?.length) continue;
      const entry = await outside.calendarOf(mail);
      if (entry.includes(`UID:${uid}@`) && lineOf(entry, 'METHOD') === `METHOD:${method}`)
        return { mail, entry };
    }
    return null;
  });
}

const lineOf = (entry, name) => entry.split('\r\n').find((line) => line.startsWith(name));
