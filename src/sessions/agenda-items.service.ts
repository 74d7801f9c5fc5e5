import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { AgendaItemsRepository, type SeenItem } from './agenda-items.repository.js';
import { SessionChanges } from './session.changes.js';
import type { SessionStatus } from './session.states.js';
import { AGENDA_MAX } from './sessions.graphql.js';

type Reference = Promise<{ id: string }>;

/** What the two sides want to talk about. What they did not get to goes on to the next session. */
@Injectable()
export class AgendaItemsService {
  constructor(
    private readonly items: AgendaItemsRepository,
    private readonly dataKeys: DataKeys,
    changes: SessionChanges,
  ) {
    // What was not talked about goes on, whichever way a session ends and the next one comes.
    changes.onChange((id) => this.items.carryOn('sessions', id, new Date()));
    changes.onMark((id) => this.items.carryOn('sessions', id, new Date()));
    changes.onSeriesChange((id) => this.items.carryOn('session_series', id, new Date()));
  }

  /** @throws AppError NOT_FOUND, CONFLICT once the session is over, LIMIT_REACHED */
  async add(sessionId: string, text: string): Reference {
    const [item] = await this.seal([text]);
    const session = await this.items.lockBySession(sessionId);
    if (!session) throw notFound('Session', 'sessionId');
    needsBooked(session.status);
    if (session.count >= AGENDA_MAX)
      throw new AppError('LIMIT_REACHED', `An agenda takes ${AGENDA_MAX} items.`, 'sessionId');
    await this.items.append(sessionId, [item!]);
    return { id: item!.id };
  }

  /** Writes the agenda that a session is booked with, in the unit of work that books it. */
  async begin(sessionId: string, texts: string[]): Promise<void> {
    if (texts.length > 0) await this.items.append(sessionId, await this.seal(texts));
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN for the other side, VERSION_CONFLICT, CONFLICT once the session is over */
  async change(id: string, version: number, text: string): Reference {
    const seal = await this.dataKeys.sealer();
    const item = await this.locked(id);
    needsAuthor(item);
    if (item.version !== version)
      throw new AppError('VERSION_CONFLICT', 'The item was changed meanwhile; look again.', 'version');
    await this.items.change(id, seal(text, placeOf(id)));
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT once the session is over, and while it waits for one */
  tick(id: string): Reference {
    return this.mark(id, new Date());
  }

  /** @throws AppError NOT_FOUND, CONFLICT once the session is over */
  untick(id: string): Reference {
    return this.mark(id, null);
  }

  /**
   * Puts the items of a session in this order.
   * @param ids all of them, each once
   * @returns the session
   * @throws AppError NOT_FOUND, CONFLICT once the session is over, and where these are not its items
   */
  async reorder(sessionId: string, ids: string[]): Reference {
    const session = await this.items.lockBySession(sessionId);
    if (!session) throw notFound('Session', 'sessionId');
    needsBooked(session.status);
    const found = new Set(await this.items.idsOf(sessionId));
    if (found.size !== ids.length || !ids.every((id) => found.has(id)))
      throw new AppError('CONFLICT', 'The agenda holds other items than these; look again.', 'itemIds');
    await this.items.reorder(sessionId, ids);
    return { id: sessionId };
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN for the other side, CONFLICT once the session is over */
  async remove(id: string): Promise<true> {
    needsAuthor(await this.locked(id));
    await this.items.delete(id);
    return true;
  }

  private async mark(id: string, at: Date | null): Reference {
    const { sessionStatus } = await this.locked(id);
    if (sessionStatus === null)
      throw new AppError('CONFLICT', 'The item waits for the next session to be booked.');
    await this.items.tick(id, at);
    return { id };
  }

  private async locked(id: string): Promise<SeenItem> {
    const item = await this.items.lockByItem(id);
    if (!item) throw notFound('AgendaItem');
    if (item.sessionStatus) needsBooked(item.sessionStatus);
    return item;
  }

  private async seal(texts: string[]): Promise<{ id: string; text: string }[]> {
    const seal = await this.dataKeys.sealer();
    const ids = await this.items.reserve(texts.length);
    return ids.map((id, at) => ({ id, text: seal(texts[at]!, placeOf(id)) }));
  }
}

const placeOf = (rowId: string) => ({ table: 'agenda_items', column: 'text', rowId });

function needsBooked(status: SessionStatus): void {
  if (status !== 'BOOKED')
    throw new AppError('CONFLICT', 'The session is over or cancelled; its agenda stays as it is.');
}

function needsAuthor({ isAuthor }: SeenItem): void {
  if (!isAuthor) throw new AppError('FORBIDDEN', 'An item is changed and removed by who put it there.');
}
