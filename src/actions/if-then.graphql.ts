import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { Id, Input, One, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant, LocalTime } from '../graphql/scalars.js';
import { ifThenCues, type IfThenCue, type IfThenPlanEntity } from './if-then.entity.js';

export const IfThenCueEnum = enumOf(ifThenCues);
registerEnumType(IfThenCueEnum, {
  name: 'IfThenCue',
  description: 'What an if-then plan waits for.',
  valuesMap: {
    TIME: { description: 'A time of the day, on some or all days of the week, on the clock of the client.' },
    BEFORE_SESSION: { description: 'Some minutes before a session begins.' },
    AFTER_SESSION: { description: 'Some minutes after a session ended.' },
    ACTION_DONE: { description: 'The client has done an action.' },
    SETBACK_LOGGED: { description: 'The client has written down a setback.' },
    PLACE: { description: 'Being in a place, in words: only the client notices, nothing is prompted.' },
  },
});

@Reads('if_then_plans', {
  idKind: 'if-then-plan',
  description: '"If this happens, I will do that." For the client alone.',
})
export class IfThenPlan implements Pick<IfThenPlanEntity, 'cue' | 'place' | 'response' | 'version'> {
  @Id('if-then-plan')
  id: string;

  @Stored(() => IfThenCueEnum, { description: 'What it waits for.' })
  cue: IfThenCue;

  @Stored(() => LocalTime, {
    nullable: true,
    column: 'cue_time',
    description: 'Of a TIME cue: the time of the day on the clock of the client, wherever they are.',
  })
  time: string | null;

  @Stored(() => [Int], {
    column: 'cue_weekdays',
    description: 'Of a TIME cue: on which days, 1 Monday to 7 Sunday; empty is every day.',
  })
  weekdays: number[];

  @Stored(() => Int, {
    nullable: true,
    column: 'cue_minutes',
    description: 'Of a session’s cue: how many minutes before its beginning or after its end.',
  })
  minutes: number | null;

  @Sealed({ nullable: true, description: 'Of a PLACE cue: where; encrypted at rest.' })
  place: string | null;

  @Sealed({ description: 'What the client will do then; encrypted at rest.' })
  response: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'Of a TIME cue: when it rings next; null for the others and while it is archived.',
  })
  nextAt: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When it was archived, since when it rings no more; null while it is live.',
  })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was made.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

@Reads('if_then_prompts', {
  idKind: 'if-then-prompt',
  description: 'A cue that was met, once for each event. For the client alone.',
})
export class IfThenPrompt {
  @Id('if-then-prompt')
  id: string;

  @One(() => IfThenPlan, {
    description: 'The plan whose moment it is.',
    on: (prompt, plan) => `${plan}.client_id = ${prompt}.client_id and ${plan}.id = ${prompt}.plan_id`,
  })
  plan: IfThenPlan;

  @Stored(() => Instant, { description: 'When the cue was met.' })
  at: string;

  @Stored(() => Instant, { description: 'Until when it is worth showing.' })
  expiresAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When the client put it away; null while it is to be shown.',
  })
  seenAt: string | null;
}

export const IfThenPlanConnection = connectionOf(IfThenPlan, 'if-then plans');
export const IfThenPromptConnection = connectionOf(IfThenPrompt, 'prompts');

const text = (max: number) => z.string().trim().min(1).max(max);

@InputType({ description: 'An if-then plan: a cue with what it needs, and the response to it.' })
export class IfThenPlanInput {
  @Input(() => IfThenCueEnum, { description: 'What it waits for.' })
  cue: IfThenCue;

  @Input(() => LocalTime, { nullable: true, description: 'The time of the day; for TIME, and needed there.' })
  time?: string | null;

  @Input(() => [Int], {
    nullable: true,
    check: z.array(z.number().min(1).max(7)).max(7),
    description: 'On which days, 1 Monday to 7 Sunday; for TIME, every day when left out.',
  })
  weekdays?: number[] | null;

  @Input(() => Int, {
    nullable: true,
    check: z.number().min(0).max(1440),
    description: 'How many minutes, 0 to 1440; for BEFORE_SESSION and AFTER_SESSION, and needed there.',
  })
  minutes?: number | null;

  @Input(() => String, {
    nullable: true,
    check: text(300),
    description: 'Where; for PLACE, and needed there; at most 300 letters.',
  })
  place?: string | null;

  @Input(() => String, { check: text(1000), description: 'What you will do then; at most 1000 letters.' })
  response: string;
}
