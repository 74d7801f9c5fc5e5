import { startApp, type TestApp } from '../setup/app.js';
import { aRisk, asks, code, does, inDays, people, tally, type Cast } from './people.js';

let waymark: TestApp;
let cast: Cast;
let ask: ReturnType<typeof asks>;
let mine: ReturnType<typeof does>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await people(waymark);
  [ask, mine] = [asks(waymark, cast.client), does(waymark, cast.client)];
});
afterAll(() => waymark.close());
afterEach(async () => {
  for (const table of ['risk_corrections', 'risks', 'peer_studies', 'actions']) {
    await waymark.database.owner(`delete from ${table}`);
  }
});

const draft = async (input: object = {}): Promise<string> =>
  (await mine('draftRisk', { input: aRisk(input) })).id;
const running = async (): Promise<string> => {
  const id = await draft();
  await mine('startRisk', { id });
  return id;
};
/** Time passes until the stop date has come. */
const letPass = (id: string) =>
  waymark.database.owner('update risks set stop_on = $2 where id = $1', [
    id.slice('risk_'.length),
    inDays(0),
  ]);

const texts =
  'hypothesis upside worstCase reversible maximumLoss stopRule successCriterion stopOn decision outcome status';

test('a risk comes back as it was written, and the database holds none of its sentences', async () => {
  const id = await draft();
  expect(await mine('risk', { id }, texts)).toEqual({
    ...aRisk(),
    decision: null,
    outcome: null,
    status: 'DRAFT',
  });
  await mine('startRisk', { id });
  await letPass(id);
  await mine('decideRisk', { id, decision: 'I keep the Friday.', outcome: 'Nobody minded.' });
  await mine('correctRisk', { id, reason: 'One did mind.', outcome: 'Nearly nobody minded.' });
  const stored = JSON.stringify(
    await waymark.database.owner('select r.*, c.* from risks r, risk_corrections c'),
  );
  const written = [
    ...Object.values(aRisk()).filter((text) => typeof text === 'string' && text.includes(' ')),
    'I keep the Friday',
    'minded',
    'One did mind',
  ];
  expect(written.filter((text) => stored.includes(text as string))).toEqual([]);
});

test('a text that is copied into another row does not open there', async () => {
  const [first, second] = [await draft(), await draft({ hypothesis: 'Another one.' })];
  await waymark.database.owner(
    `update risks set hypothesis = (select hypothesis from risks where id = $1) where id = $2`,
    [first, second].map((id) => id.slice('risk_'.length)),
  );
  expect(code(await ask('risk', { id: second }, 'hypothesis'))).toBe('INTERNAL');
  expect((await mine('risk', { id: first }, 'hypothesis')).hypothesis).toBe(aRisk().hypothesis);
});

test.each([
  ['a stop rule', { stopRule: null }],
  ['a success criterion', { successCriterion: null }],
  ['a stop date', { stopOn: null }],
  ['a stop date behind today', { stopOn: inDays(0) }],
])('none starts without %s', async (_what, input) => {
  const id = await draft(input);
  expect(code(await ask('startRisk', { id }))).toBe('CONFLICT');
  expect(await mine('risk', { id }, 'status startedAt')).toEqual({ status: 'DRAFT', startedAt: null });
});

test('the database itself refuses a start without a stop rule', async () => {
  const id = (await draft({ stopRule: null })).slice('risk_'.length);
  await expect(
    waymark.database.owner(`update risks set status = 'RUNNING', started_at = now() where id = $1`, [id]),
  ).rejects.toMatchObject({ constraint: 'risks_started' });
});

test('what is missing is added to a draft; once it runs, what was agreed stays', async () => {
  const id = await draft({ stopRule: null });
  await mine('changeRisk', { id, version: 1, input: { stopRule: 'Two sick days.', upside: null } });
  expect(code(await ask('changeRisk', { id, version: 1, input: { upside: 'Late' } }))).toBe(
    'VERSION_CONFLICT',
  );
  expect(code(await ask('changeRisk', { id, version: 2, input: { hypothesis: null } }))).toBe(
    'INVALID_INPUT',
  );
  await mine('startRisk', { id });
  expect((await mine('startRisk', { id })).version).toBe(3);
  expect(code(await ask('changeRisk', { id, version: 3, input: { stopRule: 'Ten.' } }))).toBe('CONFLICT');
  expect(await mine('risk', { id }, 'stopRule upside hypothesis')).toEqual({
    stopRule: 'Two sick days.',
    upside: null,
    hypothesis: aRisk().hypothesis,
  });
});

test('its review is open as the stop date begins, before any sweep has come', async () => {
  const id = await running();
  expect(code(await ask('decideRisk', { id, decision: 'Go on.', outcome: 'Fine.' }))).toBe('CONFLICT');
  const toReview = async () =>
    (await waymark.send(cast.client, '{ me { client { risksToReview { id status } } } }')).data.me.client
      .risksToReview;
  expect(await toReview()).toEqual([]);
  await letPass(id);
  expect(await toReview()).toEqual([{ id, status: 'REVIEW' }]);
  expect((await mine('risk', { id })).status).toBe('REVIEW');
  expect((await mine('myRisks', { status: 'REVIEW' })).nodes).toHaveLength(1);
  expect((await mine('myRisks', { status: 'RUNNING' })).nodes).toHaveLength(0);
  expect(code(await ask('startRisk', { id }))).toBe('CONFLICT');
  const decided = await mine(
    'decideRisk',
    { id, decision: 'Go on.', outcome: 'Fine.' },
    'status decision outcome',
  );
  expect(decided).toEqual({ status: 'DECIDED', decision: 'Go on.', outcome: 'Fine.' });
  expect(await toReview()).toEqual([]);
});

test('a risk can be stopped before its day, and is then to be decided', async () => {
  const id = await running();
  expect((await mine('stopRisk', { id })).status).toBe('REVIEW');
  expect((await mine('stopRisk', { id })).version).toBe(3);
  const { data } = await waymark.send(cast.client, '{ myWeek { risksToReview { id status } } }');
  expect(data.myWeek.risksToReview).toEqual([{ id, status: 'REVIEW' }]);
  await mine('decideRisk', { id, decision: 'Stop.', outcome: 'Too loud.' });
  expect(code(await ask('stopRisk', { id }))).toBe('CONFLICT');
});

test('a decision is corrected with what it said on record', async () => {
  const id = await running();
  expect(code(await ask('correctRisk', { id, reason: 'Early', outcome: 'x' }))).toBe('CONFLICT');
  await mine('stopRisk', { id });
  await mine('decideRisk', { id, decision: 'Stop.', outcome: 'Too loud.' });
  expect(code(await ask('correctRisk', { id, reason: 'Nothing' }))).toBe('INVALID_INPUT');
  await mine('correctRisk', { id, reason: 'It was the street.', outcome: 'The street was loud.' });
  const fields = 'decision outcome corrections { wasDecision wasOutcome reason }';
  expect(await mine('correctRisk', { id, reason: 'Slept over it.', decision: 'Go on.' }, fields)).toEqual({
    decision: 'Go on.',
    outcome: 'The street was loud.',
    corrections: [
      { wasDecision: 'Stop.', wasOutcome: 'The street was loud.', reason: 'Slept over it.' },
      { wasDecision: 'Stop.', wasOutcome: 'Too loud.', reason: 'It was the street.' },
    ],
  });
});

test('a draft and a decided risk are put away, one that runs is not', async () => {
  const [idea, taken] = [await draft(), await running()];
  expect(code(await ask('archiveRisk', { id: taken }))).toBe('CONFLICT');
  await mine('archiveRisk', { id: idea });
  expect((await mine('myRisks')).nodes).toMatchObject([{ id: taken }]);
  expect((await mine('myRisks', { archived: true })).nodes).toMatchObject([{ id: idea }]);
  await mine('unarchiveRisk', { id: idea });
  expect((await mine('myRisks', { archived: true })).nodes).toEqual([]);
});

test('of twenty decisions at once one is made', async () => {
  const id = await running();
  await mine('stopRisk', { id });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      ask('decideRisk', { id, decision: `Way ${at}.`, outcome: `End ${at}.` }),
    ),
  );
  expect(tally(answers)).toEqual({ OK: 1, CONFLICT: 19 });
  const { decision, outcome } = await mine('risk', { id }, 'decision outcome');
  expect(decision.replace('Way', 'End')).toBe(outcome);
});

const aStudy = (input: object = {}) => ({
  who: 'Ruth from the second floor',
  did: 'Wrote one page a week and sent it to ten people.',
  source: 'Lunch',
  principle: 'Be read before you are asked.',
  experiment: 'One page to three people, four Fridays.',
  ...input,
});

test('a peer study comes back as it was written, and the database holds none of its sentences', async () => {
  const { id } = await mine('recordPeerStudy', { input: aStudy() });
  const fields = 'who did source principle experiment action { id } version';
  expect(await mine('peerStudy', { id }, fields)).toEqual({ ...aStudy(), action: null, version: 1 });
  const stored = JSON.stringify(await waymark.database.owner('select * from peer_studies'));
  expect(Object.values(aStudy()).filter((text) => stored.includes(text))).toEqual([]);
  await mine('changePeerStudy', { id, version: 1, input: { source: null, who: 'Ruth' } });
  expect(await mine('peerStudy', { id }, fields)).toMatchObject({ who: 'Ruth', source: null, version: 2 });
  expect(code(await ask('changePeerStudy', { id, version: 1, input: { who: 'X' } }))).toBe(
    'VERSION_CONFLICT',
  );
  expect(code(await ask('changePeerStudy', { id, version: 2, input: { who: null } }))).toBe('INVALID_INPUT');
  await mine('archivePeerStudy', { id });
  expect((await mine('myPeerStudies')).nodes).toEqual([]);
  await mine('unarchivePeerStudy', { id });
  expect((await mine('myPeerStudies')).nodes).toHaveLength(1);
});

test('an experiment becomes one action, however often it is tried at once, in words that the coach may read', async () => {
  const { id } = await mine('recordPeerStudy', { input: aStudy() });
  const input = { title: 'Send one page', effortMinutes: 60, stretch: 2 };
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('tryExperiment', { id, input })));
  expect(tally(answers)).toEqual({ OK: 1, CONFLICT: 19 });
  const fields = 'action { title kind effortMinutes stretch }';
  expect((await mine('peerStudy', { id }, fields)).action).toEqual({ ...input, kind: 'LEARNING' });
  expect(await waymark.database.owner('select from actions')).toHaveLength(1);
  expect(code(await ask('changePeerStudy', { id, version: 2, input: { experiment: null } }))).toBe(
    'CONFLICT',
  );
});

test('without an experiment there is nothing to try', async () => {
  const { id } = await mine('recordPeerStudy', { input: aStudy({ experiment: null }) });
  expect(code(await ask('tryExperiment', { id, input: { title: 'Try' } }))).toBe('CONFLICT');
  const goalId = 'goal_01890000-0000-7000-8000-000000000000';
  await mine('changePeerStudy', { id, version: 1, input: { experiment: 'One page.' } });
  expect(code(await ask('tryExperiment', { id, input: { title: 'Try', goalId } }))).toBe('NOT_FOUND');
  expect(await waymark.database.owner('select from actions')).toHaveLength(0);
});
