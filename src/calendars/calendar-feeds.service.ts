import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { hashToken } from '../auth/opaque-tokens.js';
import { ENV, type Env } from '../config/env.js';
import { Db } from '../db/db.js';
import { MembersService } from '../members/members.service.js';
import { feedCalendar } from './calendar-feed.content.js';
import { CalendarFeedsRepository } from './calendar-feeds.repository.js';
import { CalendarOrganizer } from './calendar-organizer.js';
import { CalendarSessionsRepository } from './calendar-sessions.repository.js';
import { calendarText } from './ics.js';

export const FEED_PATH = '/calendar.ics';

const TOKEN_BYTES = 32;

const DAY = 86_400_000;
/** What a feed shows, in ms behind and ahead of the moment at which it is read. */
const BEHIND = 90 * DAY;
const AHEAD = 365 * DAY;

@Injectable()
export class CalendarFeedsService {
  constructor(
    private readonly db: Db,
    private readonly members: MembersService,
    private readonly feeds: CalendarFeedsRepository,
    private readonly sessions: CalendarSessionsRepository,
    private readonly organizer: CalendarOrganizer,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** The token is nowhere but in the address; it is no part of the path, since paths are logged. */
  async create(): Promise<{ memberId: string; url: string }> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const memberId = await this.feeds.replace(hashToken(token));
    return { memberId, url: `${this.env.publicUrl}${FEED_PATH}?token=${token}` };
  }

  async revoke(): Promise<void> {
    await this.feeds.remove();
  }

  /**
   * The calendar that a token opens, as its owner may see it now. Changes nothing.
   * @param now ms since the epoch
   * @returns null for a token that opens nothing, or whose owner may not sign in
   * @throws AppError UNAVAILABLE
   */
  async read(token: string, now: number): Promise<string | null> {
    const tokenHash = hashToken(token);
    const found = await this.feeds.ofToken(tokenHash);
    const owner = found && (await this.members.actorOf(found.orgId, found.memberId));
    if (!owner) return null;
    try {
      return await this.db.run(owner, () => this.write(tokenHash, now));
    } catch (error) {
      // The owner left, or lost a role, a moment ago; or the organization rests.
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return null;
      throw error;
    }
  }

  private async write(tokenHash: Buffer, now: number): Promise<string | null> {
    const owner = await this.feeds.findOwner(tokenHash);
    if (!owner) return null;
    const entries = await this.sessions.findBetween(new Date(now - BEHIND), new Date(now + AHEAD));
    const organizer = this.organizer.of(owner.organization);
    return calendarText(feedCalendar(entries, owner.zone, organizer, this.organizer.host));
  }
}
