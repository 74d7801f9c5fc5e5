import { Id, One, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Member } from '../members/members.graphql.js';
import type { SessionCorrectionEntity } from './session-correction.entity.js';
import type { MarkedStatus } from './session.states.js';
import { MarkedStatusEnum } from './sessions.graphql.js';

@Reads('session_corrections', {
  idKind: 'session-correction',
  description: 'That a session was marked or cancelled by mistake, and what was put in its place.',
})
export class SessionCorrection implements Pick<SessionCorrectionEntity, 'wasStatus' | 'isStatus' | 'reason'> {
  @Id('session-correction')
  id: string;

  @Stored(() => MarkedStatusEnum, { description: 'What the session was before.' })
  wasStatus: MarkedStatus;

  @Stored(() => MarkedStatusEnum, { description: 'What it was put to.' })
  isStatus: MarkedStatus;

  @Stored(() => Instant, { nullable: true, description: 'When it had been cancelled; null when it was not.' })
  wasCancelledAt: string | null;

  @Stored(() => Boolean, { description: 'Whether it had been cancelled late by the client.' })
  wasLateCancel: boolean;

  @Stored(() => String, { description: 'Why, as the coach said.' })
  reason: string;

  @One(() => Member, {
    nullable: true,
    description: 'The coach who said so; null once you no longer work together.',
    on: (correction, member) => `${member}.id = ${correction}.author_id`,
  })
  author: Member | null;

  @Stored(() => Instant, { description: 'When it was put right.' })
  at: string;
}
