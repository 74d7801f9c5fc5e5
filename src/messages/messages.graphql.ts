import { ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { Engagement } from '../engagements/engagements.graphql.js';
import type { FileFormat } from '../files/file.format.js';
import { linkToFile, type LinkedFile } from '../files/file.link.js';
import { FileFormatEnum } from '../files/files.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Computed, Id, Input, Many, One, Reads, Sealed, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Member } from '../members/members.graphql.js';
import type { MessageFileEntity } from './message-file.entity.js';
import type { MessageEntity } from './message.entity.js';
import { MESSAGE_FILE } from './message.places.js';

/** Letters of a message, and of a file's name. */
const MAX_TEXT = 10_000;
const MAX_NAME = 200;
/** Files that one message can hold. */
export const MAX_FILES = 10;
/** Hours within which what one wrote can be taken back. */
export const WITHDRAW_HOURS = 24;

type LinkNeeds = Pick<LinkedFile, keyof LinkedFile> & { isStored: boolean };

@Reads('message_files', {
  idKind: MESSAGE_FILE,
  description:
    'A file that one side of an engagement sends to the other. Until it is sent only who handed it in sees it.',
})
export class MessageFile implements Pick<MessageFileEntity, 'name' | 'format' | 'sha256' | 'bytes'> {
  @Id(MESSAGE_FILE)
  id: string;

  @Sealed({
    nullable: true,
    description: 'What its sender calls it; encrypted at rest. Null until it is sent.',
  })
  name: string | null;

  @Stored(() => FileFormatEnum, {
    nullable: true,
    description: 'What it is; null while it is on its way.',
  })
  format: FileFormat | null;

  @Stored(() => String, {
    nullable: true,
    description: 'Its SHA-256 in lower-case hex; null while it is on its way.',
  })
  sha256: string | null;

  @Stored(() => Int, { nullable: true, description: 'Its size in bytes; null while it is on its way.' })
  bytes: number | null;

  @Computed<LinkNeeds>(() => String, {
    nullable: true,
    description:
      'Where it can be downloaded without signing in, for ten minutes and as long as you may see it: keep it to yourself, and read it anew for another download. Null while it is on its way.',
    needs: (file) => ({
      orgId: `${file}.org_id`,
      fileId: `${file}.id`,
      readerId: '(select app.member_id())',
      isStored: `${file}.format is not null`,
    }),
    compute: ({ isStored, ...file }, { asOf, keys }) =>
      isStored ? linkToFile(keys.links, MESSAGE_FILE, file, asOf) : null,
  })
  downloadUrl: string | null;
}

@Reads('messages', {
  idKind: 'message',
  description:
    'What one side of an engagement wrote to the other. The client keeps it; the coach reads it while the engagement is open.',
})
export class Message implements Pick<MessageEntity, 'text'> {
  @Id('message')
  id: string;

  @One(() => Engagement, {
    description: 'The engagement whose two sides it is between.',
    on: (message, engagement) => `${engagement}.id = ${message}.engagement_id`,
  })
  engagement: Engagement;

  @One(() => Member, {
    nullable: true,
    description: 'Who wrote it; null for the other side once you no longer work together.',
    on: (message, member) => `${member}.id = ${message}.author_id`,
  })
  author: Member | null;

  @Sql(() => Boolean, {
    description: 'Whether you wrote it yourself.',
    sql: (message) => `${message}.author_id = (select app.member_id())`,
  })
  mine: boolean;

  @Sealed({
    nullable: true,
    description:
      'What was written; encrypted at rest. Null where files came without a word, and once it was withdrawn.',
  })
  text: string | null;

  @Many(() => [MessageFile], {
    description: `The files that came with it, in the sender’s order; at most ${MAX_FILES}. None once it was withdrawn.`,
    on: (message, file) =>
      `${file}.engagement_id = ${message}.engagement_id and ${file}.message_id = ${message}.id`,
    limit: MAX_FILES,
    order: [
      { sql: (file) => `${file}.position`, type: 'int' },
      { sql: (file) => `${file}.id`, type: 'uuid' },
    ],
  })
  files: MessageFile[];

  @Sql(() => Boolean, {
    description: 'Whether the side that it was written to has read it.',
    sql: (message) =>
      `exists (select from message_reads r where r.org_id = ${message}.org_id and r.engagement_id = ${message}.engagement_id` +
      ` and r.reader_id <> ${message}.author_id and r.message_id >= ${message}.id)`,
  })
  read: boolean;

  @Stored(() => Instant, { column: 'created_at', description: 'When it was sent.' })
  sentAt: string;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When its author took it back; null when they did not.',
  })
  withdrawnAt: string | null;
}

export const MessageConnection = connectionOf(Message, 'messages', true);

const words = (max: number) => z.string().trim().min(1).max(max);
// oxlint-disable-next-line no-control-regex -- it is about control characters
const nameCheck = words(MAX_NAME).regex(/^[^\u0000-\u001f\u007f/\\]*$/, 'must be a name without a folder');

@InputType({ description: 'A file that you handed in, to be sent.' })
export class SentFileInput {
  @Input(() => ID, {
    check: id(MESSAGE_FILE),
    description: 'Its id, which the POST of its bytes answered.',
  })
  id: string;

  @Input(() => String, {
    check: nameCheck,
    description: `What it is called; at most ${MAX_NAME} letters, without slashes.`,
  })
  name: string;
}

@InputType({
  description:
    'A message: words, files or both. A file is handed in first, as the bytes of a POST to /engagements/<id>/files with the access token in the authorization header: at most 10 MB, of a `FileFormat`, and 200 MB for all files of an engagement. What is not sent within a day is deleted.',
})
export class SendMessageInput {
  @Input(() => String, {
    check: z.uuid().toLowerCase(),
    description:
      'A UUID of your own making for this message: whoever is not sure whether it was sent, sends it again with the same key, and it is one message.',
  })
  key: string;

  @Input(() => String, {
    nullable: true,
    check: words(MAX_TEXT),
    description: `What to say; at most ${MAX_TEXT} letters.`,
  })
  text?: string | null;

  @Input(() => [SentFileInput], {
    nullable: true,
    check: z
      .array(z.custom<SentFileInput>())
      .max(MAX_FILES)
      .refine((files) => new Set(files.map((file) => file.id)).size === files.length, 'must differ'),
    description: `Files of yours to send along, in this order; at most ${MAX_FILES}.`,
  })
  files?: SentFileInput[] | null;
}
