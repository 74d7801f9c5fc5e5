import { Temporal } from 'temporal-polyfill';
import { CHOSEN_CUES, CUE_LATE, nextTime, timesBy } from '../actions/if-then.cues.js';
import type { ToldClient } from './demo.client.js';
import type { DayOfWeek } from './demo.clock.js';
import type { CueStory, DeedStory, StepStory, UnstuckStory } from './demo.unstuck.story.js';
import { HOUR, instant, type Sheet } from './sheet.js';
import { addAction } from './sheet.actions.js';
import { addReminder } from './sheet.reviews.js';

/** When the if-then plans were made. */
const PLANNED = -24;
/** What a mail took to leave. */
const SENDING = 20_000;

/** What a client means to do and does, week by week, and of what they want to be reminded. */
export class DemoActions {
  constructor(
    private readonly sheet: Sheet,
    private readonly told: ToldClient,
  ) {}

  add({ commitments, weeksOff = [], deeds, steps, cues }: UnstuckStory): void {
    const { id: client_id, clock } = this.told;
    commitments.forEach(([weeksAgo, target], index) => {
      const at = this.planning([weeksAgo, 1]);
      this.sheet.add('weekly_commitments', {
        id: this.sheet.id(at),
        client_id,
        position: index + 1,
        from_on: clock.of([weeksAgo, 1]),
        target,
        set_at: instant(at),
      });
    });
    for (const [weeksAgo, kind] of weeksOff) {
      const at = this.planning([weeksAgo, 1]);
      this.sheet.add('commitment_weeks_off', {
        id: this.sheet.id(at),
        client_id,
        week_on: clock.of([weeksAgo, 1]),
        kind,
        slot: kind === 'GRACE' ? 1 : null,
        taken_at: instant(at),
      });
    }
    for (const deed of deeds) this.deed(deed);
    for (const step of steps) this.step(step);
    for (const cue of cues) this.cue(cue);
  }

  /** Done once its evening has come, and until then due. */
  private deed([day, kind, title, { learned, goal, ...more } = {}]: DeedStory): void {
    const { clock, id: clientId } = this.told;
    const at = clock.evening(day);
    const isDone = at <= clock.now;
    const id = addAction(this.sheet, {
      ...more,
      clientId,
      kind,
      title,
      goalId: this.goal(goal),
      createdAt: this.planning(day),
      dueOn: clock.of(day),
      status: isDone ? 'DONE' : 'TODO',
      done: isDone ? { at, on: clock.of(day) } : undefined,
    });
    if (!isDone || learned === undefined) return;
    this.sheet.add('action_reflections', {
      id,
      client_id: clientId,
      answer: this.sheet.sealRow('action_reflections', id)('answer', learned),
      answered_at: instant(Math.min(at + HOUR, clock.now)),
    });
  }

  private step({ due, moved = [], status = 'TODO', goal, byCoach = false, ...more }: StepStory): void {
    const { clock, id: client_id, coach } = this.told;
    const days = [...moved, due];
    const action_id = addAction(this.sheet, {
      ...more,
      clientId: client_id,
      assigneeId: byCoach ? coach!.id : client_id,
      goalId: this.goal(goal),
      createdAt: this.planning(days[0]!),
      dueOn: clock.of(due),
      reschedules: moved.length,
      status,
    });
    moved.forEach((day, index) => {
      const at = clock.evening(day);
      this.sheet.add('action_reschedules', {
        id: this.sheet.id(at),
        client_id,
        action_id,
        from_on: clock.of(day),
        to_on: clock.of(days[index + 1]!),
        author_id: client_id,
        at: instant(at),
      });
    });
  }

  private goal(place: number | undefined): string | undefined {
    return place === undefined ? undefined : this.told.goals[place]!.id;
  }

  private cue({ cue, minutes, place, response }: CueStory): void {
    const { clock, id: client_id } = this.told;
    const made = clock.at(PLANNED);
    const id = this.sheet.id(made);
    const seal = this.sheet.sealRow('if_then_plans', id);
    const met = cue === 'TIME' ? this.metByTheClock(made) : null;
    this.sheet.add('if_then_plans', {
      id,
      client_id,
      cue,
      cue_time: met?.time ?? null,
      cue_minutes: minutes ?? null,
      place: seal('place', place),
      response: seal('response', response),
      since: instant(made),
      next_at: met ? instant(met.next) : null,
      created_at: instant(made),
    });
    if (!met) return;
    const promptId = this.sheet.id(met.rings);
    const expiresAt = met.rings + CUE_LATE;
    this.sheet.add('if_then_prompts', {
      id: promptId,
      client_id,
      plan_id: id,
      event_key: `time ${clock.dayOf(met.rings)} ${met.time}`,
      at: instant(met.rings),
      expires_at: instant(expiresAt),
    });
    addReminder(this.sheet, {
      clientId: client_id,
      purpose: 'CUE',
      subjectId: promptId,
      dueAt: met.rings,
      expiresAt,
      chosenTime: (CHOSEN_CUES as readonly string[]).includes(cue),
      sentAt: Math.min(met.rings + SENDING, clock.now),
    });
  }

  /** A time of every day that has just been, for a plan made before. */
  private metByTheClock(made: number): { time: string; rings: number; next: number } {
    const { zone, now } = this.told.clock;
    const hour = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).hour;
    const time = `${String(hour).padStart(2, '0')}:00:00`;
    const cue = { time, weekdays: [], zone };
    const { rings, next } = timesBy(cue, nextTime(cue, made), now);
    return { time, rings: rings ?? now, next };
  }

  /** The Sunday before the week, where weeks are planned; for what lies ahead the last. */
  private planning([weeksAgo]: DayOfWeek): number {
    const { clock } = this.told;
    return clock.evening([Math.max(weeksAgo, 0) + 1, 7]) - HOUR;
  }
}
