import type { MemberActor } from '../../src/db/actor.js';
import { goalKinds } from '../../src/goals/goal.entity.js';
import type { SmartVerdict } from '../../src/goals/goal.smart.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { code, goalsOf, inDays } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let admin: MemberActor;
let mentor: MemberActor;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
  admin = await aMember(waymark.database, north, 'Ada', ['ADMIN']);
  mentor = await aMember(waymark.database, north, 'Mia', ['MENTOR']);
  await waymark.database.owner('update organizations set active_goal_cap = 20');
});

afterAll(() => waymark.close());

const FIELDS = `kind horizon title behaviour measure unit baseline target levels importance difficulty support days
  milestones { title days }`;
interface Template {
  kind: string;
  title: string;
  days: number;
  milestones: { title: string; days: number }[];
}
const templates = async (args = ''): Promise<Template[]> =>
  (await waymark.send(client, `{ goalTemplates${args} { ${FIELDS} } }`)).data.goalTemplates;
/** What a front end sends: the template with its days turned into dates. */
const filled = ({ days, milestones, ...template }: Template) => ({
  ...template,
  targetOn: inDays(days),
  milestones: milestones.map((step) => ({ title: step.title, dueOn: inDays(step.days) })),
});

test('there are two templates of each kind, and each kind can be asked for alone', async () => {
  const all = await templates();
  expect(all.map(({ kind }) => kind)).toEqual(goalKinds.flatMap((kind) => [kind, kind]));
  expect(new Set(all.map(({ title }) => title)).size).toBe(16);
  expect((await templates('(kind: LATERAL)')).map(({ title }) => title)).toEqual([
    'Try a role in another team',
    'Understand the work next door',
  ]);
});

test('each template is specific, measurable and timely once its dates are set, and can be activated', async () => {
  const mine = goalsOf(waymark, client);
  for (const template of await templates()) {
    const input = filled(template);
    const id = (await mine.create(input)).data.createGoal.id;
    const { smartCheck: verdicts } = (await mine.read(id, 'smartCheck { letter passed }')).data.goal;
    const failed = (verdicts as SmartVerdict[]).filter(({ passed }) => !passed);
    const advised = failed.map(({ letter }) => letter).filter((letter) => letter !== 'A');
    // Confidence and what it answers are the client’s to say.
    expect([template.title, advised]).toEqual([template.title, ['R']]);
    expect([template.title, code(await mine.activate(id))]).toEqual([template.title, 'OK']);
  }
});

test('templates are for clients and coaches', async () => {
  const ask = async (as: MemberActor | null) => code(await waymark.send(as, '{ goalTemplates { title } }'));
  expect([await ask(admin), await ask(mentor), await ask(null)]).toEqual([
    'FORBIDDEN',
    'FORBIDDEN',
    'UNAUTHENTICATED',
  ]);
});
