import { startSmtpSink } from '../test/mail/smtp-sink.js';
import { startApp } from '../test/setup/app.js';
import { Calendars } from './sessions.calendars.js';
import { problemsOfRows } from './sessions.invariants.js';
import { movesOf } from './sessions.moves.js';
import { Chance, VirtualClock } from './sessions.chance.js';
import { makeWorld } from './sessions.world.js';

export interface SessionsOptions {
  steps: number;
  seed: number;
  progress?: (done: number, all: number) => void;
}

export interface SessionsOutcome {
  /** For each operation how often it was answered how; `OK` where it succeeded. */
  answers: Map<string, Map<string, number>>;
  checks: number;
  problems: string[];
  sessions: number;
  mails: number;
}

/** Operations that are sent at once. */
const AT_ONCE = 6;
/** Operations between two looks at everything. */
const BETWEEN_CHECKS = 240;
/** What a legal operation may be refused with when others are under way, or chance asked for too much. */
const REFUSALS = new Set(['OK', 'CONFLICT', 'VERSION_CONFLICT', 'LIMIT_REACHED', 'INVALID_INPUT']);

export async function runSessions({ steps, seed, progress }: SessionsOptions): Promise<SessionsOutcome> {
  const sink = await startSmtpSink();
  const waymark = await startApp({ SMTP_URL: sink.url });
  const clock = new VirtualClock();
  try {
    const chance = new Chance(seed);
    const world = await makeWorld(waymark);
    const calendars = new Calendars(waymark, world, sink, clock);
    await calendars.subscribe();
    const moves = movesOf(waymark, world, chance, clock);
    const answers: SessionsOutcome['answers'] = new Map();
    const problems: string[] = [];
    let checks = 0;
    for (let done = 0; done < steps && problems.length === 0; done += AT_ONCE) {
      progress?.(done, steps);
      const answered = await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          const move = chance.weighted(moves);
          return [move.name, await move.make()] as const;
        }),
      );
      for (const [name, code] of answered) {
        if (code === null) continue;
        const codes = answers.get(name) ?? answers.set(name, new Map()).get(name)!;
        codes.set(code, (codes.get(code) ?? 0) + 1);
        if (!REFUSALS.has(code)) problems.push(`${name} was answered ${code}`);
      }
      clock.advance(chance.between(0, 240) * 60_000);
      if (done % BETWEEN_CHECKS < AT_ONCE || done + AT_ONCE >= steps) {
        checks += 1;
        problems.push(
          ...(await problemsOfRows(waymark.database, new Date(clock.now()))),
          ...(await calendars.problems()),
        );
      }
    }
    const [counted] = await waymark.database.owner<{ sessions: number }>(
      'select count(*)::int as sessions from sessions',
    );
    return { answers, checks, problems, sessions: counted!.sessions, mails: sink.received.length };
  } finally {
    clock.restore();
    await waymark.close();
    await sink.close();
  }
}
