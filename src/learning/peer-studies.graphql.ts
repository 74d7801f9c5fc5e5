import { ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { ActionItem } from '../actions/actions.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Id, Input, One, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { dayCheck, text } from './learning.checks.js';
import type { PeerStudyEntity } from './peer-study.entity.js';

@Reads('peer_studies', {
  idKind: 'peer-study',
  description:
    'What a client learned from the way of somebody whom they look up to. For the client alone; its texts are encrypted at rest.',
})
export class PeerStudy implements Pick<
  PeerStudyEntity,
  'who' | 'did' | 'source' | 'principle' | 'experiment' | 'version'
> {
  @Id('peer-study')
  id: string;

  @Sealed({ description: 'Whom it is about.' })
  who: string;

  @Sealed({ description: 'What they did.' })
  did: string;

  @Sealed({ nullable: true, description: 'Where you know it from.' })
  source: string | null;

  @Sealed({ nullable: true, description: 'The principle behind it.' })
  principle: string | null;

  @Sealed({ nullable: true, description: 'What you want to try because of it.' })
  experiment: string | null;

  @One(() => ActionItem, {
    nullable: true,
    description: 'The action that the experiment became; null while it has not.',
    on: (study, action) => `${action}.client_id = ${study}.client_id and ${action}.id = ${study}.action_id`,
  })
  action: ActionItem | null;

  @Stored(() => Instant, { nullable: true, description: 'When you put it away; null while you have not.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was written down.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const PeerStudyConnection = connectionOf(PeerStudy, 'peer studies', true);

/** What can be left out, and added later. */
@InputType({ isAbstract: true })
abstract class PeerStudyDetails {
  @Input(() => String, {
    nullable: true,
    check: text(500),
    description: 'Where you know it from; at most 500 letters.',
  })
  source?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(2000),
    description: 'The principle behind it; at most 2000 letters.',
  })
  principle?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(2000),
    description: 'What you want to try because of it; at most 2000 letters.',
  })
  experiment?: string | null;
}

@InputType({ description: 'A peer study to be written down.' })
export class RecordPeerStudyInput extends PeerStudyDetails {
  @Input(() => String, { check: text(120), description: 'Whom it is about; at most 120 letters.' })
  who: string;

  @Input(() => String, { check: text(2000), description: 'What they did; at most 2000 letters.' })
  did: string;
}

@InputType({ description: 'What to change of a peer study; what is left out stays, null empties.' })
export class ChangePeerStudyInput extends PeerStudyDetails {
  @Input(() => String, {
    nullable: true,
    check: text(120),
    description: 'Whom it is about; at most 120 letters, cannot be emptied.',
  })
  who?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(2000),
    description: 'What they did; at most 2000 letters, cannot be emptied.',
  })
  did?: string | null;
}

@InputType({
  description:
    'The action that an experiment becomes. It says no more than you write here: your coach reads actions, and not the study.',
})
export class TryExperimentInput {
  @Input(() => String, { check: text(200), description: 'What is to be done; at most 200 letters.' })
  title: string;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'The day by which it is to be done, in your zone.',
  })
  dueOn?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: z.number().min(1).max(10_080),
    description: 'How long it will take, in minutes; 1 to 10080.',
  })
  effortMinutes?: number | null;

  @Input(() => Int, {
    nullable: true,
    check: z.number().min(0).max(4),
    description: 'How far it lies beyond what is easy, 0 (routine) to 4 (a leap); 0 when left out.',
  })
  stretch?: number | null;

  @Input(() => ID, {
    nullable: true,
    check: id('goal'),
    description: 'The goal of yours that it serves; not together with a gap.',
  })
  goalId?: string | null;

  @Input(() => ID, {
    nullable: true,
    check: id('gap'),
    description: 'The gap of yours that it narrows; not together with a goal.',
  })
  gapId?: string | null;
}
