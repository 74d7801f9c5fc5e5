import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import { Db } from '../db/db.js';
import { newWins } from './win.derivation.js';
import type { WinAudience } from './win.entity.js';
import { WinsRepository } from './wins.repository.js';

type Reference = Promise<{ id: string }>;

/** How far back an event is still a win when it comes to light: a mark that was set late, a worker that was away. */
const WINDOW_DAYS = 14;
const DAY = 86_400_000;

@Injectable()
export class WinsService {
  constructor(
    private readonly db: Db,
    private readonly wins: WinsRepository,
  ) {}

  /**
   * Brings a client's wins in line with what they did, as that client: nothing is found that is not theirs to see. The
   * same facts leave the same wins, however often and at once it runs.
   */
  async derive(orgId: string, clientId: string, now: Date): Promise<void> {
    const roles = await this.db.run({ kind: 'system', orgId }, () => this.wins.findRoles(clientId));
    if (!roles) return;
    await this.db.run({ kind: 'member', orgId, memberId: clientId, roles, signInId: null }, async () => {
      await this.wins.lockClient();
      await this.wins.withdrawUndone(now);
      // Zones differ by a day at most: one more than the window loses nothing.
      const since = new Date(now.getTime() - (WINDOW_DAYS + 1) * DAY).toISOString().slice(0, 10);
      const facts = await this.wins.facts(since);
      for (const win of newWins(facts, await this.wins.standing())) {
        if (win.on >= since) await this.wins.add(win);
      }
    });
  }

  /** Decides who sees the wins, those so far and those to come. */
  async showTo(audience: WinAudience[]): Reference {
    return { id: await this.wins.showTo([...new Set(audience)].sort(), new Date()) };
  }

  /** Once more changes nothing. @throws AppError NOT_FOUND, also for one's own */
  async giveKudos(winId: string): Reference {
    if (!(await this.wins.giveKudos(winId))) throw notFound('Win', 'winId');
    return { id: winId };
  }
}
