import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { actionsOf, code, engage } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let coach: MemberActor;
let engagement: string;
let mine: ReturnType<typeof actionsOf>;
let theirs: ReturnType<typeof actionsOf>;
const member = ({ memberId }: MemberActor) => `member_${memberId}`;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  engagement = await engage(waymark.database, coach, client);
  mine = actionsOf(waymark, client);
  theirs = actionsOf(waymark, coach);
});

afterAll(() => waymark.close());

test('a coach gives back to the client what they took on, and writes it no longer', async () => {
  const id = await mine.added({ assigneeId: member(coach) });
  const given = await theirs.update(id, 1, { assigneeId: member(client) });
  expect(given.data.updateAction).toMatchObject({ assignee: { id: member(client) }, version: 2 });
  expect(code(await theirs.update(id, 2, { title: 'Mine again' }))).toBe('FORBIDDEN');
  expect(code(await mine.complete(id))).toBe('OK');
});

test('a coach hands nothing to somebody who is no coach of the client', async () => {
  const other = await aMember(waymark.database, client.orgId, 'Otto', ['COACH']);
  const id = await mine.added({ assigneeId: member(coach) });
  for (const they of [theirs, mine]) {
    const refused = await they.update(id, 1, { assigneeId: member(other) });
    expect(refused.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', field: 'input.assigneeId' } }]);
  }
});

test('what a coach took on who has left since can be split, and its parts are the client’s to do', async () => {
  const [before, after] = [
    await mine.added({ assigneeId: member(coach) }),
    await mine.added({ assigneeId: member(coach) }),
  ];
  const assignees = async (id: string) =>
    (await mine.read(id, 'parts { assignee { name } }')).data.action.parts.map(
      (part: { assignee: { name: string } }) => part.assignee.name,
    );
  await mine.split(before, [{ title: 'One' }, { title: 'Two' }]);
  expect(await assignees(before)).toEqual(['Cora', 'Cora']);
  await waymark.database.owner(`update engagements set status = 'COMPLETED' where id = $1`, [engagement]);
  expect(code(await mine.split(after, [{ title: 'One' }, { title: 'Two' }]))).toBe('OK');
  expect(await assignees(after)).toEqual(['Clio', 'Clio']);
  await waymark.database.owner(`update engagements set status = 'ACTIVE' where id = $1`, [engagement]);
});

test('evidence that comes later is added to what is done, and moves no day', async () => {
  const id = await mine.added();
  await mine.complete(id, { doneOn: '2026-01-05', evidence: 'A letter' });
  const later = await mine.complete(id, { doneOn: '2026-02-02', evidenceUrl: 'https://letters.test/1' });
  expect(later.data.completeAction).toMatchObject({
    doneOn: '2026-01-05',
    evidence: 'A letter',
    evidenceUrl: 'https://letters.test/1',
    version: 3,
  });
  expect((await mine.complete(id)).data.completeAction.version).toBe(3);
});
