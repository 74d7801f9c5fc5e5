import { IfThenReminders } from '../../src/actions/if-then.reminders.js';
import { IfThenRinging } from '../../src/actions/if-then.ringing.js';
import { IfThenService } from '../../src/actions/if-then.service.js';
import type { MemberActor } from '../../src/db/actor.js';
import { Db } from '../../src/db/db.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { actionsOf, code, engage } from './people.js';

const RESPONSE = 'I breathe out slowly';
let waymark: TestApp;
let client: MemberActor;
let coach: MemberActor;
let engagement: string;
let mine: ReturnType<typeof actionsOf>;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  engagement = await engage(waymark.database, coach, client);
  mine = actionsOf(waymark, client);
});

afterAll(() => waymark.close());

afterEach(async () => {
  for (const table of ['reminders', 'if_then_prompts', 'if_then_plans', 'sessions'])
    await waymark.database.owner(`delete from ${table}`);
  await waymark.database.owner(`update members set time_zone = 'Europe/Berlin', status = 'ACTIVE'`);
});

const bare = (id: string) => id.slice(-36);
const ring = (at: string) => waymark.app.get(IfThenRinging).ringDue(new Date(at));
const prompts = async () =>
  (
    await waymark.database.owner<{ key: string; at: Date }>(
      'select event_key as key, at from if_then_prompts order by at, id',
    )
  ).map(({ key, at }) => [key, at.toISOString()]);
const planned = async (input: object): Promise<string> =>
  (await mine.plan({ response: RESPONSE, ...input })).data.createIfThenPlan.id;
const nextAt = (id: string, at: string) =>
  waymark.database.owner('update if_then_plans set next_at = $2 where id = $1', [bare(id), at]);

test('a plan has a cue with its data and a response, and nothing that belongs to another cue', async () => {
  for (const [input, field] of [
    [{ cue: 'TIME' }, 'input.time'],
    [{ cue: 'BEFORE_SESSION' }, 'input.minutes'],
    [{ cue: 'AFTER_SESSION', minutes: 5, time: '09:00' }, 'input.time'],
    [{ cue: 'PLACE' }, 'input.place'],
    [{ cue: 'ACTION_DONE', place: 'Here' }, 'input.place'],
    [{ cue: 'SETBACK_LOGGED', weekdays: [1] }, 'input.weekdays'],
    [{ cue: 'TIME', time: '09:00', weekdays: [8] }, 'input.weekdays.0'],
    [{ cue: 'ACTION_DONE', response: '  ' }, 'input.response'],
  ] as const) {
    const answer = await mine.plan(input);
    expect([input, code(answer), answer.errors![0]!.extensions.field]).toEqual([
      input,
      'INVALID_INPUT',
      field,
    ]);
  }
});

test('its words are read by the client and lie sealed', async () => {
  const { data } = await mine.plan({ cue: 'PLACE', place: 'In the lift', response: RESPONSE });
  expect(data.createIfThenPlan).toMatchObject({
    cue: 'PLACE',
    place: 'In the lift',
    response: RESPONSE,
    time: null,
    weekdays: [],
    nextAt: null,
    version: 1,
  });
  const [row] = await waymark.database.owner<{ place: string; response: string }>(
    'select place, response from if_then_plans',
  );
  expect([row!.place.slice(0, 3), row!.response.slice(0, 3)]).toEqual(['s1.', 's1.']);
  const time = await mine.plan({ cue: 'TIME', time: '09:00', weekdays: [5, 1, 5] });
  expect(time.data.createIfThenPlan).toMatchObject({ time: '09:00', weekdays: [1, 5], place: null });
});

test('an action that is done prompts each live plan that waits for one, once', async () => {
  await planned({});
  await planned({});
  await mine.archivePlan(await planned({}));
  await planned({ cue: 'SETBACK_LOGGED' });
  const id = await mine.added();
  await mine.complete(id);
  await mine.correct(id, { reason: 'Not done' });
  await mine.complete(id);
  expect((await prompts()).map(([key]) => key)).toEqual([`action ${bare(id)}`, `action ${bare(id)}`]);
  const { data } = await mine.ofClient(client, 'prompts(open: true) { nodes { seenAt plan { response } } }');
  expect(data.client.prompts.nodes).toEqual([
    { seenAt: null, plan: { response: RESPONSE } },
    { seenAt: null, plan: { response: RESPONSE } },
  ]);
});

test('a setback that is told twice prompts once', async () => {
  await planned({ cue: 'SETBACK_LOGGED' });
  const [db, plans] = [waymark.app.get(Db), waymark.app.get(IfThenService)];
  const setback = '01890000-0000-7000-8000-000000000000';
  for (let time = 0; time < 2; time += 1)
    await db.run(client, () => plans.fire(client.memberId, 'SETBACK_LOGGED', setback));
  expect((await prompts()).map(([key]) => key)).toEqual([`setback ${setback}`]);
});

test('a time rings at its time, once however many look, and again at the next', async () => {
  const id = await planned({ cue: 'TIME', time: '09:00' });
  await nextAt(id, '2030-03-30T08:00Z');
  await ring('2030-03-30T07:59:59Z');
  expect(await prompts()).toEqual([]);
  await Promise.all(Array.from({ length: 5 }, () => ring('2030-03-30T08:00:01Z')));
  expect(await prompts()).toEqual([['time 2030-03-30 09:00:00', '2030-03-30T08:00:00.000Z']]);
  // The clocks go forward that night; the wall shows nine again.
  await ring('2030-03-31T07:00:00Z');
  expect((await prompts()).at(-1)).toEqual(['time 2030-03-31 09:00:00', '2030-03-31T07:00:00.000Z']);
  const [reminder] = await waymark.database.owner(
    `select purpose, chosen_time, due_at, expires_at, state from reminders order by due_at`,
  );
  expect(reminder).toEqual({
    purpose: 'CUE',
    chosen_time: true,
    due_at: new Date('2030-03-30T08:00Z'),
    expires_at: new Date('2030-03-30T12:00Z'),
    state: 'PENDING',
  });
});

test('what nobody looked at for hours does not ring any more, but the next does', async () => {
  await nextAt(await planned({ cue: 'TIME', time: '09:00' }), '2030-03-04T08:00Z');
  await ring('2030-03-04T12:00:01Z');
  expect(await prompts()).toEqual([]);
  await ring('2030-03-05T08:00:00Z');
  expect(await prompts()).toHaveLength(1);
});

test('a client who moves hears the clock of the new place', async () => {
  const id = await planned({ cue: 'TIME', time: '09:00' });
  await nextAt(id, '2030-03-04T08:00Z');
  await waymark.database.owner(`update members set time_zone = 'Asia/Kathmandu' where id = $1`, [
    client.memberId,
  ]);
  await ring('2030-03-03T20:00Z');
  expect(await prompts()).toEqual([]);
  await ring('2030-03-04T03:15Z');
  expect((await prompts()).map(([, at]) => at)).toEqual(['2030-03-04T03:15:00.000Z']);
});

describe('around a session', () => {
  const session = async (startsAt: string) => {
    const [row] = await waymark.database.owner<{ id: string }>(
      `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place)
       values ($1, $2, $3, $4, $5, $5::timestamptz + interval '1 hour', 'Room 1') returning id`,
      [client.orgId, engagement, coach.memberId, client.memberId, startsAt],
    );
    return row!.id;
  };

  test('a cue rings so many minutes before it begins, and with a moved session anew', async () => {
    await planned({ cue: 'BEFORE_SESSION', minutes: 30 });
    const id = await session('2030-03-04T10:00Z');
    await ring('2030-03-04T09:29:59Z');
    expect(await prompts()).toEqual([]);
    await ring('2030-03-04T09:30:00Z');
    await ring('2030-03-04T09:45:00Z');
    expect(await prompts()).toEqual([[`session ${id} 0`, '2030-03-04T09:30:00.000Z']]);
    await waymark.database.owner(
      `update sessions set starts_at = '2030-03-06T10:00Z', ends_at = '2030-03-06T11:00Z', sequence = 1`,
    );
    await ring('2030-03-06T09:30:00Z');
    expect((await prompts()).at(-1)).toEqual([`session ${id} 1`, '2030-03-06T09:30:00.000Z']);
  });

  test('a cue does not ring once the session has begun, was cancelled, or was too near when the plan was made', async () => {
    const id = await planned({ cue: 'BEFORE_SESSION', minutes: 30 });
    await session('2030-03-04T10:00Z');
    await ring('2030-03-04T10:00:00Z');
    await waymark.database.owner(`update if_then_plans set since = '2030-03-04T09:31Z' where id = $1`, [
      bare(id),
    ]);
    await ring('2030-03-04T09:40:00Z');
    await waymark.database.owner(`update if_then_plans set since = '2030-03-01' where id = $1`, [bare(id)]);
    await waymark.database.owner(
      `update sessions set status = 'CANCELLED', cancelled_at = now(), cancelled_by = client_id`,
    );
    await ring('2030-03-04T09:40:00Z');
    expect(await prompts()).toEqual([]);
  });

  test('a cue rings so many minutes after it ended, also once it is marked held, and not hours later', async () => {
    await planned({ cue: 'AFTER_SESSION', minutes: 15 });
    const id = await session('2030-03-04T10:00Z');
    await ring('2030-03-04T11:14:59Z');
    expect(await prompts()).toEqual([]);
    await ring('2030-03-04T15:15:00Z');
    expect(await prompts()).toEqual([]);
    await waymark.database.owner(`update sessions set status = 'HELD'`);
    await ring('2030-03-04T11:15:00Z');
    expect(await prompts()).toEqual([[`session ${id} 0`, '2030-03-04T11:15:00.000Z']]);
  });
});

test('who may not sign in any more is not rung for', async () => {
  await nextAt(await planned({ cue: 'TIME', time: '09:00' }), '2030-03-04T08:00Z');
  await waymark.database.owner(`update members set status = 'DISABLED' where id = $1`, [client.memberId]);
  await ring('2030-03-04T08:00:00Z');
  expect(await prompts()).toEqual([]);
});

test('nothing rings in an organization that is closed', async () => {
  await nextAt(await planned({ cue: 'TIME', time: '09:00' }), '2030-03-04T08:00Z');
  await waymark.database.owner(`update organizations set status = 'CLOSED'`);
  await ring('2030-03-04T08:00:00Z');
  expect(await prompts()).toEqual([]);
  await waymark.database.owner(`update organizations set status = 'ACTIVE'`);
  await ring('2030-03-04T08:00:00Z');
  expect(await prompts()).toHaveLength(1);
});

test('its mail says nothing of the plan, and is not sent once the prompt was seen or the plan put away', async () => {
  const plan = await planned({});
  await mine.complete(await mine.added());
  const [prompt] = await waymark.database.owner<{ id: string }>('select id from if_then_prompts');
  const reminders = waymark.app.get(IfThenReminders);
  const subject = { id: prompt!.id, version: 1 };
  const objection = () => waymark.app.get(Db).run(client, () => reminders.objection(subject));
  const mail = reminders.mail(
    subject,
    { organization: 'North', color: '#1f5f5b' },
    'https://example.test/stop',
  );
  expect(mail.text).toContain('You made a plan for this moment');
  expect(JSON.stringify(mail)).not.toContain(RESPONSE);
  expect(await objection()).toBeNull();
  await mine.archivePlan(plan);
  expect(await objection()).toBe('PLAN_NOT_ACTIVE');
  await mine.unarchivePlan(plan);
  const seen = await mine.see(`if-then-prompt_${prompt!.id}`);
  expect(seen.data.markPromptSeen.seenAt).not.toBeNull();
  expect(await objection()).toBe('NO_LONGER_DUE');
  const { data } = await mine.ofClient(
    client,
    'open: prompts(open: true) { nodes { id } } prompts { nodes { id } }',
  );
  expect([data.client.open.nodes.length, data.client.prompts.nodes.length]).toEqual([0, 1]);
});

test('a plan is changed as it was seen, and rests while it is archived', async () => {
  const id = await planned({ cue: 'TIME', time: '09:00' });
  const changed = await mine.changePlan(id, 1, { cue: 'SETBACK_LOGGED', response: 'I call Bea' });
  expect(changed.data.changeIfThenPlan).toMatchObject({
    cue: 'SETBACK_LOGGED',
    response: 'I call Bea',
    version: 2,
  });
  expect(code(await mine.changePlan(id, 1, { cue: 'ACTION_DONE', response: 'x' }))).toBe('VERSION_CONFLICT');
  const archived = await mine.archivePlan(id);
  expect(archived.data.archiveIfThenPlan.archivedAt).not.toBeNull();
  expect(code(await mine.changePlan(id, 3, { cue: 'ACTION_DONE', response: 'x' }))).toBe('CONFLICT');
  const live = async (args: string) =>
    (await mine.ofClient(client, `ifThenPlans${args} { nodes { id } }`)).data.client.ifThenPlans.nodes.length;
  expect([await live(''), await live('(archived: true)')]).toEqual([0, 1]);
  const time = await planned({ cue: 'TIME', time: '09:00' });
  expect((await mine.archivePlan(time)).data.archiveIfThenPlan.nextAt).toBeNull();
  expect((await mine.unarchivePlan(time)).data.unarchiveIfThenPlan.nextAt).not.toBeNull();
});
