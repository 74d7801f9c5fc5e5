// Who may do what with people: every operation, called by everybody, and what it changed for those whom it refused.
import { aPerson, codes, openDoors, PASSWORD, type Doors } from '../auth/support/doors.js';
import type { Answer } from '../setup/app.js';
import { anOrganization } from '../setup/people.js';

type Caller = 'anonymous' | 'foreignAdmin' | 'client' | 'admin';
type Outcome = 'OK' | 'EMPTY' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND';

let doors: Doors;
let north: string;
/** Whom and what the operations are about; all of it in the organization north. */
const about: Record<string, string> = {};
const emails: Record<Exclude<Caller, 'anonymous'>, string> = {
  foreignAdmin: 'amir@example.test',
  client: 'carl@example.test',
  admin: 'ada@example.test',
};

beforeAll(async () => {
  doors = await openDoors();
  north = await anOrganization(doors.database, 'north');
  about.organization = `organization_${north}`;
  const south = await anOrganization(doors.database, 'south');
  await aPerson(doors.database, north, emails.admin, ['ADMIN']);
  await aPerson(doors.database, north, emails.client, ['CLIENT']);
  await aPerson(doors.database, south, emails.foreignAdmin, ['ADMIN']);
  about.member = await aPerson(doors.database, north, 'mia@example.test', ['MENTOR']);
  const { accessToken } = await doors.signIn(emails.admin);
  for (const name of ['resend', 'revoke']) {
    const { data } = await doors.ask(
      accessToken,
      'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { id } }',
      { input: { email: `${name}@example.test`, name, roles: ['CLIENT'] } },
    );
    about[name] = data.inviteMember.id;
  }
});

afterAll(() => doors.close());

/** Everything of the organization that an operation could change, the worker's own marks apart. */
async function stateOfNorth(): Promise<unknown> {
  const [row] = await doors.database.owner<{ state: unknown }>(
    `select jsonb_build_object(
       'organization', (select to_jsonb(o) from organizations o where id = $1),
       'members', (select jsonb_agg(m order by id) from members m where org_id = $1),
       'invitations', (select jsonb_agg(to_jsonb(i) - '{token_hash,sent_version}'::text[] order by id)
                       from invitations i where org_id = $1),
       'people', (select jsonb_agg(u.password_hash order by u.id)
                  from users u join members m on m.user_id = u.id where m.org_id = $1),
       'signIns', (select jsonb_agg(jsonb_build_array(id, ended_at, refresh_hash) order by id)
                   from sign_ins where org_id = $1)) as state`,
    [north],
  );
  return row!.state;
}

function outcome(answer: Answer): Outcome {
  if (answer.errors) return codes(answer)[0] as Outcome;
  const [data] = Object.values(answer.data as Record<string, unknown>);
  return data === null ? 'EMPTY' : 'OK';
}

const read = (anonymous: Outcome, foreignAdmin: Outcome, client: Outcome, admin: Outcome) => ({
  anonymous,
  foreignAdmin,
  client,
  admin,
});
/** For every member, about themselves or their own organization. */
const OWN = read('UNAUTHENTICATED', 'OK', 'OK', 'OK');
/** For admins, about their own organization. */
const ADMINS = read('UNAUTHENTICATED', 'OK', 'FORBIDDEN', 'OK');
/** For admins, about something that belongs to north. */
const ADMINS_OF_NORTH = read('UNAUTHENTICATED', 'NOT_FOUND', 'FORBIDDEN', 'OK');

// The admin comes last in each: the others are refused on a state that would let the operation pass.
test.each<[string, Record<Caller, Outcome>, string, () => Record<string, unknown>]>([
  ['me', OWN, '{ me { id } }', () => ({})],
  ['organization', OWN, '{ organization { id } }', () => ({})],
  ['myOrganizations', OWN, '{ myOrganizations { id } }', () => ({})],
  [
    'member',
    read('UNAUTHENTICATED', 'EMPTY', 'EMPTY', 'OK'),
    'query ($id: ID!) { member(id: $id) { id } }',
    () => ({ id: about.member }),
  ],
  ['members', ADMINS, '{ members { nodes { id } } }', () => ({})],
  ['invitations', ADMINS, '{ invitations { nodes { id } } }', () => ({})],
  [
    'inviteMember',
    ADMINS,
    'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { id } }',
    () => ({ input: { email: 'new@example.test', name: 'New', roles: ['CLIENT'] } }),
  ],
  [
    'resendInvitation',
    ADMINS_OF_NORTH,
    'mutation ($id: ID!) { resendInvitation(id: $id) { id } }',
    () => ({ id: about.resend }),
  ],
  [
    'revokeInvitation',
    ADMINS_OF_NORTH,
    'mutation ($id: ID!) { revokeInvitation(id: $id) { id } }',
    () => ({ id: about.revoke }),
  ],
  [
    'disableMember',
    ADMINS_OF_NORTH,
    'mutation ($id: ID!) { disableMember(id: $id, version: 1) { id } }',
    () => ({ id: about.member }),
  ],
  [
    'enableMember',
    ADMINS_OF_NORTH,
    'mutation ($id: ID!) { enableMember(id: $id, version: 2) { id } }',
    () => ({ id: about.member }),
  ],
  [
    'changeRoles',
    ADMINS_OF_NORTH,
    'mutation ($id: ID!) { changeRoles(id: $id, version: 3, roles: [COACH]) { id } }',
    () => ({ id: about.member }),
  ],
  [
    'updateOrganization',
    ADMINS,
    'mutation { updateOrganization(version: 1, input: { name: "Renamed" }) { id } }',
    () => ({}),
  ],
  ['updateProfile', OWN, 'mutation { updateProfile(input: { name: "Renamed" }) { id } }', () => ({})],
  [
    'changePassword',
    OWN,
    'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }',
    () => ({ input: { currentPassword: PASSWORD, newPassword: PASSWORD } }),
  ],
  [
    'switchOrganization',
    read('UNAUTHENTICATED', 'NOT_FOUND', 'OK', 'OK'),
    'mutation ($id: ID!) { switchOrganization(id: $id) { member { id } } }',
    () => ({ id: about.organization }),
  ],
  ['signOut', OWN, 'mutation { signOut }', () => ({})],
  ['signOutEverywhere', OWN, 'mutation { signOutEverywhere }', () => ({})],
])('%s', async (_name, expected, operation, variables) => {
  for (const caller of ['anonymous', 'foreignAdmin', 'client', 'admin'] as const) {
    const token = caller === 'anonymous' ? null : (await doors.signIn(emails[caller])).accessToken;
    const before = await stateOfNorth();
    const answer = await doors.ask(token, operation, variables());
    expect([caller, outcome(answer)]).toEqual([caller, expected[caller]]);
    const mayChange = expected[caller] === 'OK' && caller !== 'foreignAdmin';
    if (!mayChange) expect(await stateOfNorth()).toEqual(before);
  }
});
