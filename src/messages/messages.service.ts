import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { WITHDRAW_HOURS, type SendMessageInput } from './messages.graphql.js';
import { MessagesLive } from './messages.live.js';
import { MessagesRepository, mismatch, type SentMessage } from './messages.repository.js';

type Reference = Promise<{ id: string }>;
const HOUR = 3_600_000;

const textOf = (rowId: string) => ({ table: 'messages', column: 'text', rowId });
const nameOf = (rowId: string) => ({ table: 'message_files', column: 'name', rowId });

/** What the two sides of an engagement write to each other while it is open. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly dataKeys: DataKeys,
    private readonly live: MessagesLive,
  ) {}

  /**
   * Sends a message, or finds it where it was sent before, also once the engagement is over.
   * @throws AppError NOT_FOUND, also for a file that is not there to be sent; CONFLICT, IDEMPOTENCY_MISMATCH
   */
  async send(engagementId: string, input: SendMessageInput): Reference {
    const { key, text = null } = input;
    const files = input.files ?? [];
    if (text === null && files.length === 0)
      throw invalidInput('A message has words or files.', 'input.text');
    const open = await this.openLocked(engagementId);
    const sent = await this.messages.findByKey(key);
    if (sent) return this.again(sent, engagementId, text, files);
    if (!open) throw over();
    const id = await this.messages.reserve();
    const seal = await this.dataKeys.sealer();
    await this.messages.insert(id, engagementId, key, text === null ? null : seal(text, textOf(id)));
    const attached = await this.messages.attach(
      id,
      engagementId,
      files.map((file) => file.id),
      files.map((file) => seal(file.name, nameOf(file.id))),
    );
    if (attached !== files.length) throw notFound('MessageFile', 'input.files');
    await this.live.told(engagementId);
    return { id };
  }

  /** Takes one's own words and files back; doing it twice is no error. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT */
  async withdraw(id: string): Reference {
    const now = new Date();
    const after = new Date(now.getTime() - WITHDRAW_HOURS * HOUR);
    const engagementId = await this.messages.withdraw(id, after, now);
    if (engagementId) {
      await this.live.told(engagementId);
      return { id };
    }
    const message = await this.messages.find(id);
    if (!message) throw notFound('Message');
    if (!message.isAuthor) throw new AppError('FORBIDDEN', 'A message is withdrawn by who wrote it.');
    if (message.withdrawn) return { id };
    if (!message.open) throw over();
    throw new AppError('CONFLICT', `A message can be withdrawn for ${WITHDRAW_HOURS} hours.`);
  }

  /** @returns the engagement @throws AppError NOT_FOUND */
  async markRead(messageId: string): Reference {
    const id = await this.messages.markRead(messageId, new Date());
    if (!id) throw notFound('Message');
    return { id };
  }

  /** Locks an engagement that the actor is a side of. @returns whether it is open @throws AppError NOT_FOUND */
  async openLocked(engagementId: string): Promise<boolean> {
    const open = await this.messages.lockEngagement(engagementId);
    if (open === undefined) throw notFound('Engagement', 'engagementId');
    return open;
  }

  /** Of what was withdrawn nothing is left to compare. */
  private async again(
    sent: SentMessage,
    engagementId: string,
    text: string | null,
    files: { id: string; name: string }[],
  ): Reference {
    if (sent.engagementId !== engagementId) throw mismatch();
    if (
      !sent.withdrawn &&
      JSON.stringify(await this.opened(sent)) !== JSON.stringify([text, namesOf(files)])
    ) {
      throw mismatch();
    }
    return { id: sent.id };
  }

  private async opened({ id, text, files }: SentMessage): Promise<unknown> {
    const names: [string, string][] = [];
    for (const file of files) names.push([file.id, await this.dataKeys.open(file.name, nameOf(file.id))]);
    return [text === null ? null : await this.dataKeys.open(text, textOf(id)), names];
  }
}

const namesOf = (files: { id: string; name: string }[]) => files.map(({ id, name }) => [id, name]);

/** What both sides wrote stays as it is. */
export function over(): AppError {
  return new AppError('CONFLICT', 'You do not work together in this engagement now.');
}
