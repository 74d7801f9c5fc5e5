import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { AvailabilityService } from '../availability/availability.service.js';
import { AllocationsService } from '../engagements/allocations.service.js';
import { AgendaItemsService } from './agenda-items.service.js';
import { SessionChanges } from './session.changes.js';
import { minutesOf, slotFrom, type Slot } from './session.times.js';
import type { BookSessionInput, SessionPlaceInput } from './sessions.graphql.js';
import {
  SessionsRepository,
  type LockedEngagement,
  type NewSession,
  type Whereabouts,
} from './sessions.repository.js';

type Reference = Promise<{ id: string }>;

@Injectable()
export class SessionsBooking {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly availability: AvailabilityService,
    private readonly allocations: AllocationsService,
    private readonly changes: SessionChanges,
    private readonly agendas: AgendaItemsService,
  ) {}

  /**
   * Books a session in an engagement of the actor's.
   * @throws AppError NOT_FOUND, INVALID_INPUT, LIMIT_REACHED for a used-up allocation, CONFLICT when the engagement is not
   * active, the time is taken or, for a client, not offered
   */
  async book(engagementId: string, input: BookSessionInput): Reference {
    const now = Date.now();
    const slot = slotFrom(Date.parse(input.startsAt), input.minutes, now, 'input.startsAt');
    const whereabouts = whereaboutsOf(input, 'input.place');
    const engagement = await this.lockActive(engagementId);
    const bufferMinutes = await this.bufferFor(engagement, input.bufferMinutes);
    await this.assertOffered(engagement, { ...slot, bufferMinutes }, now, 'input.startsAt');
    const id = await this.add(engagement, { ...slot, ...whereabouts, bufferMinutes });
    await this.agendas.begin(id, input.agenda);
    await this.changes.session(id);
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT when it is not active, or one of the two is no longer here */
  async lockActive(engagementId: string): Promise<LockedEngagement> {
    const engagement = await this.sessions.lockEngagement(engagementId);
    if (!engagement) throw notFound('Engagement', 'engagementId');
    if (engagement.status !== 'ACTIVE') throw inactive();
    if (!engagement.bothHere)
      throw new AppError('CONFLICT', 'One of you no longer takes part in coaching here.');
    return engagement;
  }

  /** What is kept free behind a session: what the coach usually does, unless they want less or either side more. */
  async bufferFor({ coachId, side }: LockedEngagement, wanted: number | null | undefined): Promise<number> {
    if (side === 'COACH' && typeof wanted === 'number') return wanted;
    return Math.max(wanted ?? 0, (await this.availability.settingsOf(coachId)).bufferMinutes);
  }

  /** A client takes what the coach offers; a coach any time that is free. @throws AppError CONFLICT, INVALID_INPUT */
  async assertOffered(
    { coachId, side }: Pick<LockedEngagement, 'coachId' | 'side'>,
    slot: Slot & { bufferMinutes: number },
    now: number,
    field: string,
  ): Promise<void> {
    if (side === 'COACH') return;
    const { startsAt, bufferMinutes } = slot;
    await this.availability.assertBookable(
      { coachId, startsAt, minutes: minutesOf(slot), bufferMinutes },
      now,
      field,
    );
  }

  /** Adds a session of a locked engagement, and holds what it will use up. @throws AppError CONFLICT, LIMIT_REACHED */
  async add({ id: engagementId }: LockedEngagement, session: NewSession): Promise<string> {
    const id = await this.sessions.book(engagementId, session);
    await this.allocations.hold({ id, engagementId, minutes: minutesOf(session) });
    return id;
  }
}

/** @throws AppError INVALID_INPUT unless exactly one of the two is given */
export function whereaboutsOf({ place, videoUrl }: SessionPlaceInput, field: string): Whereabouts {
  if (Boolean(place) === Boolean(videoUrl)) throw invalidInput('Give either a place or a video link.', field);
  return { place: place ?? null, videoUrl: videoUrl ?? null };
}

export function inactive(): AppError {
  return new AppError('CONFLICT', 'The engagement is not active.');
}
