import type { MemberActor } from '../../src/db/actor.js';
import { momentumOf } from '../../src/actions/momentum.js';
import { weekdayOf } from '../../src/actions/action.days.js';
import { WinsService } from '../../src/journal/wins.service.js';
import { startApp, type TestApp } from '../setup/app.js';
import { WEEK } from '../week/week.queries.js';
import { actorOf, seedInto } from './demo.people.js';

describe('the clients of the demo who get unstuck', () => {
  let app: TestApp;
  let lena: MemberActor;
  let carla: MemberActor;
  let tomas: MemberActor;
  let mara: MemberActor;
  let clara: MemberActor;

  beforeAll(async () => {
    app = await startApp();
    await seedInto(app);
    lena = await actorOf(app, 'Lena Hoffmann');
    carla = await actorOf(app, 'Carla Rossi');
    tomas = await actorOf(app, 'Tomas Novak');
    mara = await actorOf(app, 'Mara Vogel');
    clara = await actorOf(app, 'Clara Nilsson');
  });
  afterAll(() => app.close());

  async function weekOf(who: MemberActor): Promise<any> {
    return (await app.send(who, `{ myWeek { ${WEEK} } }`)).data.myWeek;
  }
  async function weekFor(coach: MemberActor, client: MemberActor): Promise<any> {
    const query = `{ clientWeek(clientId: "client_${client.memberId}") { ${WEEK} } }`;
    return (await app.send(coach, query)).data.clientWeek;
  }
  const titles = (rows: { title: string }[]) => rows.map(({ title }) => title);

  it('have a week with something in each of its parts', async () => {
    const week = await weekOf(lena);
    expect(titles(week.dueActions).at(-1)).toBe('Choose one duty and one conversation for next week');
    expect(titles(week.slippedActions)).toEqual(['Ask two teams what they need from the component guide']);
    expect(week.dueReviews).toHaveLength(1);
    expect(week.dueCheckIn).toMatchObject({ trigger: 'ON_DEMAND', status: 'STARTED' });
    expect(week.stuck).toMatchObject({
      index: 34.722222,
      band: 'WATCH',
      labels: [
        { label: 'RECOGNITION_GAP', nextStep: 'MAKE_WORK_VISIBLE' },
        { label: 'STRUCTURAL', nextStep: 'LOOK_SIDEWAYS' },
      ],
    });
    expect(week.pulse).toEqual({ felt: 1 });
    expect(week.mirror).toEqual({ overdueRatio: { isRed: false } });
    expect(week.nextSession).not.toBeNull();
    expect(week.wins.map(({ kind }: { kind: string }) => kind)).toContain('MILESTONE_DONE');
    expect(week.prompts).toHaveLength(1);
    expect(week.openSetbacks).toEqual([
      {
        id: expect.any(String),
        what: 'Engineering moved the hand-over by two weeks, and I heard it in the corridor.',
      },
    ]);
    expect(week.openQuestions).toMatchObject([{ text: 'What would I miss if I designed less?' }]);
    expect(week.buddyGoals).toMatchObject([{ title: 'Move into renewable energy', isDone: false }]);
    expect(week.risksToReview).toHaveLength(1);
    expect(titles(week.expiringCredentials)).toEqual(['Accessibility in interfaces']);
    expect(week.nextLearning).toMatchObject({ title: 'Handing work over' });
    // What one of them has not, another has.
    expect(titles((await weekOf(tomas)).slippedGoals)).toEqual(['Cut unplanned stops of line 3']);
    const [first] = (await weekOf(await actorOf(app, 'Samir Kaya'))).firstWeek.steps;
    expect(first).toEqual({ step: 'RECOGNISE', state: 'NEXT' });
  });

  it('did what their momentum says, week by week', async () => {
    const { momentum, today } = await weekOf(lena);
    const past = momentum.weeks.slice(1);
    expect(past.map(({ done }: { done: number }) => done)).toEqual([2, 2, 1, 2, 0, 2, 3, 0, 2, 1, 1]);
    const offs = past.map(({ off }: { off: string | null }) => off);
    expect([offs[4], offs[7]]).toEqual(['LEAVE', 'GRACE']);
    expect(offs.filter(Boolean)).toHaveLength(2);
    expect(momentum.weeks.map(({ commitment }: { commitment: number }) => commitment)).toEqual([
      ...Array(11).fill(2),
      1,
    ]);
    expect(momentum.score).toBe(momentumOf(momentum.weeks, weekdayOf(today)));
  });

  it('are seen by their coaches as far as they let them', async () => {
    const own = await weekOf(lena);
    expect(await weekFor(mara, lena)).toEqual({
      ...own,
      dueCheckIn: null,
      prompts: [],
      openQuestions: [],
      buddyGoals: [],
      risksToReview: [],
      expiringCredentials: [],
      nextLearning: null,
    });
    const before = await weekFor(clara, carla);
    expect(before).toMatchObject({ stuck: null, pulse: null, wins: [], openSetbacks: [] });
    expect(before.momentum.countedWeeks).toBeGreaterThan(6);
    const { data } = await app.send(
      carla,
      `mutation ($id: ID!) { giveConsent(engagementId: $id, subject: CHECK_INS) { stands coach { name } } }`,
      { id: await engagementOf(carla) },
    );
    expect(data).toEqual({ giveConsent: { stands: true, coach: { name: 'Clara Nilsson' } } });
    expect((await weekFor(clara, carla)).stuck).toMatchObject({
      index: 44.444444,
      labels: [{ label: 'INERTIA', nextStep: 'PLAN_ONE_SMALL_STEP' }],
    });
  });

  it('have the gaps and wins that the product finds when it looks again', async () => {
    const rows = async () => ({
      gaps: await app.database.owner('select * from gaps order by id'),
      wins: await app.database.owner('select * from wins order by id'),
    });
    const before = await rows();
    expect([before.gaps.length > 15, before.wins.length > 15]).toEqual([true, true]);
    for (const who of [lena, carla, tomas]) {
      const { errors } = await app.send(who, 'mutation { findGaps { client { id } } }');
      expect(errors).toBeUndefined();
      await app.app.get(WinsService).derive(who.orgId, who.memberId, new Date());
    }
    expect(await rows()).toEqual(before);
  });

  it('keep texts that open where they stand, and share some', async () => {
    const { data } = await app.send(
      lena,
      `{ myJournal { nodes { text } } mySetbacks { nodes { what lesson nextExperiment } } myQuestions { nodes { text answer } }
         myRisks { nodes { status hypothesis upside worstCase maximumLoss stopRule successCriterion } }
         myPeerStudies { nodes { who did source principle experiment } } myContacts { nodes { name field nextStep } }
         me { client { ifThenPlans { nodes { cue place response } }
           situation { constraints { nodes { text } } gaps(status: ACCEPTED) { nodes { reason } } } } } }`,
    );
    expect(JSON.stringify(data)).not.toContain('s1.');
    expect(data.myRisks.nodes).toMatchObject([{ status: 'REVIEW', upside: 'Decisions two weeks earlier.' }]);
    expect(data.me.client.situation.gaps.nodes).toEqual([
      { reason: 'I will learn it in the role; nobody learns it before.' },
    ]);
    const shared = await app.send(
      mara,
      '{ sharedWithMe { nodes { clientName entry { text } setback { what } } } }',
    );
    expect(shared.data.sharedWithMe.nodes).toHaveLength(2);
    expect(shared.data.sharedWithMe.nodes).toContainEqual({
      clientName: 'Lena Hoffmann',
      entry: { text: expect.stringContaining('second draft') },
      setback: null,
    });
  });

  it('find what the organization offers, and each other', async () => {
    const { data } = await app.send(
      lena,
      `{ myEnrolments { nodes { status stepsDone stepsAll } } storiesForMe { nodes { title } }
         myBuddyPacts { nodes { buddyName inForce myGoals { title } buddyGoals { commitment } } }
         me { client { wins(first: 50) { nodes { kind kudos { giverName } } } } } }`,
    );
    expect(data.myEnrolments.nodes).toEqual([{ status: 'ENROLLED', stepsDone: 2, stepsAll: 4 }]);
    expect(titles(data.storiesForMe.nodes)).toEqual(['Nobody knew what I was good at, me included']);
    expect(data.myBuddyPacts.nodes).toEqual([
      {
        buddyName: 'Carla Rossi',
        inForce: true,
        myGoals: [{ title: 'Run the redesign of the sign-up pages' }],
        buddyGoals: [{ commitment: 'I tell Lena on Fridays whom I wrote to, and what came back.' }],
      },
    ]);
    const wins = data.me.client.wins.nodes as { kind: string; kudos: { giverName: string }[] }[];
    expect(new Set(wins.map(({ kind }) => kind)).size).toBeGreaterThan(1);
    expect(
      wins.find(({ kind }) => kind === 'MILESTONE_DONE')!.kudos.map(({ giverName }) => giverName),
    ).toEqual(expect.arrayContaining(['Mara Vogel', 'Carla Rossi']));
    const taken = await app.send(tomas, '{ myApplications { nodes { opportunity { title seatsTaken } } } }');
    expect(taken.data.myApplications.nodes).toEqual([
      { opportunity: { title: 'Plan the volunteer day of the whole organization', seatsTaken: 1 } },
    ]);
  });

  async function engagementOf(client: MemberActor): Promise<string> {
    const { data } = await app.send(
      client,
      '{ me { client { engagements(status: ACTIVE) { nodes { id } } } } }',
    );
    return data.me.client.engagements.nodes[0].id;
  }
});
