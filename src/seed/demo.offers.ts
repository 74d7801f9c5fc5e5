// What is there for all clients of the demo organization, and what two of them agreed on.
import { pactSpan } from '../journal/pact.dates.js';
import type { ToldClient } from './demo.client.js';
import { DemoClock } from './demo.clock.js';
import type { Stock } from './demo.stock.js';
import { DAY, HOUR, instant, type Sheet } from './sheet.js';
import { addAction } from './sheet.actions.js';

interface People {
  /** By their names. */
  ids: ReadonlyMap<string, string>;
  clients: ReadonlyMap<string, ToldClient>;
}

const STEPS = [
  'Ask three people what they would like to see more of from you',
  'Lead one meeting of somebody else',
  'Hand one of your tasks over and keep your hands off it',
  'Tell the group what you would do differently',
] as const;

/** Steps of the programme that its first client has done. */
const STEPS_DONE = 2;

export class DemoOffers {
  private readonly clock: DemoClock;

  constructor(
    private readonly sheet: Sheet,
    private readonly stock: Stock,
    private readonly people: People,
    now: number,
    zone: string,
  ) {
    this.clock = new DemoClock(now, zone);
  }

  add(): void {
    this.programme('Petra Lindqvist', this.people.clients.get('Lena Hoffmann')!);
    this.opportunities('Petra Lindqvist', this.people.clients.get('Tomas Novak')!);
    this.stories();
    this.pact();
  }

  private programme(poster: string, client: ToldClient): void {
    const { clock } = this;
    const [at, poster_id] = [clock.at(-50), this.people.ids.get(poster)!];
    const programme_id = this.sheet.id(at);
    this.sheet.add('programmes', {
      id: programme_id,
      poster_id,
      title: 'First steps in leading',
      description: 'Four steps in nine weeks, for people who lead for the first time or would like to.',
      starts_on: clock.on(-35),
      ends_on: clock.on(28),
      enrol_by: clock.on(7),
      seats: 12,
      created_at: instant(at),
    });
    const steps = STEPS.map((title, index) => {
      const id = this.sheet.id(at);
      const due_on = clock.on(-21 + index * 14);
      this.sheet.add('programme_steps', { id, programme_id, poster_id, position: index + 1, title, due_on });
      return id;
    });
    const enrolled = clock.at(-38);
    const enrolment_id = this.sheet.id(enrolled);
    const client_id = client.id;
    const enrolled_at = instant(enrolled);
    this.sheet.add('enrolments', { id: enrolment_id, programme_id, client_id, enrolled_at });
    steps.slice(0, STEPS_DONE).forEach((step_id, index) => {
      const done = clock.at(-23 + index * 14);
      this.sheet.add('enrolment_marks', {
        id: this.sheet.id(done),
        client_id,
        programme_id,
        enrolment_id,
        step_id,
        position: 1,
        done: true,
        author_id: client_id,
        at: instant(done),
      });
    });
  }

  /** One that a client took up, and one with room for all. */
  private opportunities(poster: string, client: ToldClient): void {
    const { clock } = this;
    const [at, poster_id] = [clock.at(-18), this.people.ids.get(poster)!];
    const title = 'Plan the volunteer day of the whole organization';
    const taken = this.opportunity(at, poster_id, {
      kind: 'PROJECT',
      title,
      description: 'Three sites, one day in spring, a budget and a free hand. About two hours a week.',
      starts_on: clock.on(-7),
      ends_on: clock.on(75),
      effort_minutes: 1_200,
      seats: 4,
      seats_taken: 1,
    });
    const applied = clock.at(-12);
    const action_id = addAction(this.sheet, {
      clientId: client.id,
      kind: 'VOLUNTEER_PROJECT',
      title,
      minutes: 1_200,
      createdAt: applied,
      dueOn: clock.on(75),
      status: 'TODO',
    });
    this.sheet.add('opportunity_applications', {
      id: this.sheet.id(applied),
      opportunity_id: taken,
      poster_id,
      client_id: client.id,
      action_id,
      applied_at: instant(applied),
    });
    this.opportunity(clock.at(-6), poster_id, {
      kind: 'EVENT',
      title: 'Lunch with the people who run the wind park',
      description: 'They tell what their days are like; you ask.',
      starts_on: clock.on(16),
      ends_on: null,
      effort_minutes: 90,
      seats: null,
      seats_taken: 0,
    });
  }

  private opportunity(at: number, poster_id: string, columns: Record<string, unknown>): string {
    const id = this.sheet.id(at);
    this.sheet.add('opportunities', { id, poster_id, ...columns, created_at: instant(at) });
    for (const name of ['Planning', 'Networking']) {
      const skill_id = this.stock.skills.get(name)!;
      this.sheet.add('opportunity_skills', {
        id: this.sheet.id(at),
        opportunity_id: id,
        poster_id,
        skill_id,
      });
    }
    return id;
  }

  private stories(): void {
    const published = this.story('Hana Sato', -40, {
      title: 'Nobody knew what I was good at, me included',
      situation:
        'Six years in the same team. Good reviews, and every interesting task went to somebody else.',
      tried: 'I waited for my manager to notice. Then I asked for a promotion and got a friendly no.',
      worked:
        'On Fridays I wrote three sentences about what had changed through my work, and sent them to two people. ' +
        'After two months the questions that came to me were other questions.',
      did_not_work: 'Asking for a title before anybody could say what for.',
      labels: ['RECOGNITION_GAP', 'STRUCTURAL'],
      status: 'PUBLISHED',
    });
    const author_id = this.people.ids.get('Hana Sato')!;
    for (const name of ['Executive communication', 'Self-awareness']) {
      const skill_id = this.stock.skills.get(name)!;
      const id = this.sheet.id(this.clock.at(-40));
      this.sheet.add('story_skills', { id, story_id: published, author_id, skill_id });
    }
    this.story('Daniel Okafor', -9, {
      title: 'The application that I put off for a year',
      situation: 'I had the form open in a tab for eleven months.',
      tried: 'Free weekends, a new desk, a better moment.',
      worked: 'Half an hour on Tuesdays with a friend on the phone who did the same.',
      did_not_work: null,
      labels: ['INERTIA'],
      status: 'DRAFT',
    });
  }

  private story(author: string, day: number, told: { status: string } & Record<string, unknown>): string {
    const at = this.clock.at(day);
    const id = this.sheet.id(at);
    const isDraft = told.status === 'DRAFT';
    this.sheet.add('stories', {
      id,
      author_id: this.people.ids.get(author)!,
      ...told,
      published_at: isDraft ? null : instant(at + HOUR),
      created_at: instant(at),
      version: isDraft ? 1 : 2,
    });
    return id;
  }

  private pact(): void {
    const [lena, carla] = ['Lena Hoffmann', 'Carla Rossi'].map((name) => this.people.clients.get(name)!);
    const { clock } = lena!;
    const [starts_on, ends_on] = [clock.on(-28), clock.on(62)];
    const { startsAt, endsAt } = pactSpan(starts_on, ends_on, clock.zone);
    const proposed = clock.at(-31);
    const pact_id = this.sheet.id(proposed);
    this.sheet.add('buddy_pacts', {
      id: pact_id,
      proposer_id: lena!.id,
      partner_id: carla!.id,
      cadence_weeks: 2,
      starts_on,
      ends_on,
      starts_at: instant(startsAt),
      ends_at: instant(endsAt),
      code_expires_at: instant(proposed + 7 * DAY),
      status: 'ACTIVE',
      accepted_at: instant(proposed + DAY),
      created_at: instant(proposed),
      version: 3,
    });
    for (const [client, goal, commitment] of [
      [lena!, 2, 'Every second Thursday I show Carla what I decided, not what I did.'],
      [carla!, 0, 'I tell Lena on Fridays whom I wrote to, and what came back.'],
    ] as const) {
      const id = this.sheet.id(proposed + 2 * DAY);
      this.sheet.add('pact_goals', {
        id,
        pact_id,
        client_id: client.id,
        goal_id: client.goals[goal]!.id,
        commitment: this.sheet.sealRow('pact_goals', id)('commitment', commitment),
        added_at: instant(proposed + 2 * DAY),
      });
    }
  }
}
