import type { ToldClient } from './demo.client.js';
import type { JournalStory } from './demo.unstuck.story.js';
import { DAY, HOUR, instant, type Sheet } from './sheet.js';

/** What is shared with the coach is so for this long. */
const SHARED_DAYS = 21;

/** What a client writes for themselves, sealed, and what of it the coach may read. */
export class DemoJournal {
  constructor(
    private readonly sheet: Sheet,
    private readonly told: ToldClient,
  ) {}

  add({ setbacks = [], questions = [], entries = [] }: JournalStory): void {
    for (const setback of setbacks) this.setback(setback);
    for (const question of questions) this.question(question);
    for (const entry of entries) this.entry(entry);
  }

  private setback(story: NonNullable<JournalStory['setbacks']>[number]): void {
    const { id, at, seal } = this.row('setbacks', story.day);
    const closedAt = at + 2 * DAY;
    this.sheet.add('setbacks', {
      id,
      client_id: this.told.id,
      goal_id: this.goal(story.goal),
      what: seal('what', story.what),
      controllability: story.controllability,
      lesson: seal('lesson', story.lesson),
      next_experiment: seal('next_experiment', story.next),
      happened_at: instant(at - HOUR),
      closed_at: story.lesson === undefined ? null : instant(closedAt),
      created_at: instant(at),
      version: story.lesson === undefined ? 1 : 2,
    });
    if (story.shared) this.share({ setback_id: id }, at + HOUR);
  }

  private question({ day, text, goal, answer }: NonNullable<JournalStory['questions']>[number]): void {
    const { id, at, seal } = this.row('questions', day);
    this.sheet.add('questions', {
      id,
      client_id: this.told.id,
      goal_id: this.goal(goal),
      text: seal('text', text),
      answer: seal('answer', answer),
      answered_at: answer === undefined ? null : instant(at + DAY),
      created_at: instant(at),
      version: answer === undefined ? 1 : 2,
    });
  }

  private entry({ day, kind, text, goal, shared }: NonNullable<JournalStory['entries']>[number]): void {
    const { id, at, seal } = this.row('journal_entries', day);
    this.sheet.add('journal_entries', {
      id,
      client_id: this.told.id,
      kind,
      text: seal('text', text),
      goal_id: this.goal(goal),
      created_at: instant(at),
    });
    if (shared) this.share({ entry_id: id }, at + HOUR);
  }

  /** With the coach, as long as they work together. */
  private share(what: { entry_id?: string; setback_id?: string }, at: number): void {
    const { id: client_id, coach } = this.told;
    this.sheet.add('journal_shares', {
      id: this.sheet.id(at),
      client_id,
      entry_id: what.entry_id ?? null,
      setback_id: what.setback_id ?? null,
      person_id: coach!.id,
      engagement_id: coach!.engagementId,
      given_at: instant(at),
      until: instant(at + SHARED_DAYS * DAY),
    });
  }

  private row(table: 'setbacks' | 'questions' | 'journal_entries', day: number) {
    const at = this.told.clock.at(day);
    const id = this.sheet.id(at);
    return { id, at, seal: this.sheet.sealRow(table, id) };
  }

  private goal(place: number | undefined): string | null {
    return place === undefined ? null : this.told.goals[place]!.id;
  }
}
