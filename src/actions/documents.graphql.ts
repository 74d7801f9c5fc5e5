import { ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { Client } from '../clients/clients.graphql.js';
import { Goal } from '../goals/goals.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { id } from '../graphql/ids.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Computed, Id, Input, Many, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { DocumentVersionEntity } from './document-version.entity.js';
import { documentKinds, type DocumentEntity, type DocumentKind } from './document.entity.js';
import type { FileFormat } from '../files/file.format.js';
import { linkToFile, type LinkedFile } from '../files/file.link.js';
import { FileFormatEnum } from '../files/files.graphql.js';
import { VERSION } from './document.places.js';
import {
  STALE_AFTER_DAYS,
  staleReasons,
  staleReasonsOf,
  type StaleReason,
  type StalenessFacts,
} from './document.staleness.js';

/** Goals that one document can tell of. */
const MAX_GOALS = 50;

export const DocumentKindEnum = enumOf(documentKinds);
registerEnumType(DocumentKindEnum, {
  name: 'DocumentKind',
  description: 'What a career document is.',
  valuesMap: {
    RESUME: { description: 'A resume, also called CV.' },
    PROFILE: { description: 'A profile, as on a network for professionals.' },
    PORTFOLIO: { description: 'Work to show.' },
  },
});

export const StaleReasonEnum = enumOf(staleReasons);
registerEnumType(StaleReasonEnum, {
  name: 'StaleReason',
  description: 'Why a document no longer tells what is true.',
  valuesMap: {
    AGE: { description: `Its newest version came ${STALE_AFTER_DAYS} or more days ago.` },
    GOAL_MISSING: { description: 'A goal was achieved after that, and the document does not tell of it.' },
    CREDENTIAL_MISSING: {
      description: 'A credential was earned after that, and the document does not tell of it.',
    },
  },
});

type LinkNeeds = Pick<LinkedFile, keyof LinkedFile> & { isFile: boolean };
type StalenessNeeds = Pick<StalenessFacts, keyof StalenessFacts>;

const lacksCredential = (document: Row) =>
  `app.document_lacks_credential(${document}.org_id, ${document}.client_id, ${document}.id, ${document}.changed_at)`;
/** Achieved goals that a document does not tell of, as the end of a statement. */
const missingGoals = (document: Row) =>
  `from goals g where g.org_id = ${document}.org_id and g.client_id = ${document}.client_id and g.status = 'ACHIEVED'` +
  ` and not exists (select from document_goals l where l.org_id = g.org_id and l.document_id = ${document}.id and l.goal_id = g.id)`;

/** The same as `staleReasonsOf(…).length > 0`, for lists. */
export function isStale(document: Row, { asOf }: Scope): string {
  return (
    `(${document}.changed_at is not null and (${document}.changed_at <= ${asOf()} - interval '${STALE_AFTER_DAYS * 24} hours'` +
    ` or exists (select ${missingGoals(document)} and g.closed_at > ${document}.changed_at) or ${lacksCredential(document)}))`
  );
}

@Reads('document_versions', {
  idKind: VERSION,
  description: 'What a document was from one day on: a file or a link. It never changes.',
})
export class DocumentVersion implements Pick<
  DocumentVersionEntity,
  'number' | 'url' | 'format' | 'sha256' | 'bytes'
> {
  @Id(VERSION)
  id: string;

  @Stored(() => Int, { description: 'Which of the document’s versions it is, from 1.' })
  number: number;

  @Stored(() => String, { nullable: true, description: 'Where it is, for a link; null for a file.' })
  url: string | null;

  @Stored(() => FileFormatEnum, { nullable: true, description: 'What the file is; null for a link.' })
  format: FileFormat | null;

  @Stored(() => String, {
    nullable: true,
    description: 'The SHA-256 of the file in lower-case hex; null for a link.',
  })
  sha256: string | null;

  @Stored(() => Int, { nullable: true, description: 'The size of the file in bytes; null for a link.' })
  bytes: number | null;

  @Computed<LinkNeeds>(() => String, {
    nullable: true,
    description:
      'Where the file can be downloaded without signing in, for ten minutes and as long as you may see it: keep it to yourself, and read it anew for another download. Null for a link.',
    needs: (version) => ({
      orgId: `${version}.org_id`,
      fileId: `${version}.id`,
      readerId: `(select app.member_id())`,
      isFile: `${version}.format is not null`,
    }),
    compute: ({ isFile, ...file }, { asOf, keys }) =>
      isFile ? linkToFile(keys.links, VERSION, file, asOf) : null,
  })
  downloadUrl: string | null;

  @Stored(() => Instant, { description: 'When it was added.' })
  createdAt: string;
}

export const DocumentVersionConnection = connectionOf(DocumentVersion, 'versions', true);

@Reads('documents', {
  idKind: 'document',
  description:
    'A career document of a client: resume, profile or portfolio, each a file or a link. The coach sees it with consent.',
})
export class CareerDocument implements Pick<DocumentEntity, 'kind' | 'title' | 'tags' | 'version'> {
  @Id('document')
  id: string;

  @One(() => Client, {
    description: 'Whose it is.',
    on: (document, client) => `${client}.id = ${document}.client_id`,
  })
  client: Client;

  @Stored(() => DocumentKindEnum, { description: 'What it is.' })
  kind: DocumentKind;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => [String], { description: 'Words to find it by.' })
  tags: string[];

  @One(() => DocumentVersion, {
    nullable: true,
    description: 'The newest version; null before the first.',
    on: (document, version) => `${version}.document_id = ${document}.id`,
    order: [
      { sql: (version) => `${version}.number`, type: 'int', descending: true },
      { sql: (version) => `${version}.id`, type: 'uuid', descending: true },
    ],
  })
  current: DocumentVersion | null;

  @Many(() => [Goal], {
    description: `The goals that it tells of, newest first; at most ${MAX_GOALS}.`,
    on: (document, goal) =>
      `exists (select from document_goals l where l.org_id = ${document}.org_id` +
      ` and l.document_id = ${document}.id and l.goal_id = ${goal}.id)`,
    order: [{ sql: (goal) => `${goal}.id`, type: 'uuid', descending: true }],
    limit: MAX_GOALS,
  })
  goals: Goal[];

  @Stored(() => Instant, {
    nullable: true,
    description: 'When the newest version was added; null before the first.',
  })
  changedAt: string | null;

  @Sql(() => Boolean, {
    description: 'Whether there is any stale reason, as far as you may see these; for lists.',
    sql: isStale,
  })
  stale: boolean;

  @Computed<StalenessNeeds>(() => [StaleReasonEnum], {
    description:
      'Why it no longer tells what is true, as far as you may see it; empty while it is up to date, and before the first version. What was achieved before the newest version and left out then is not missing.',
    needs: (document) => ({
      changedAt: `extract(epoch from ${document}.changed_at) * 1000`,
      missingGoals: `array(select extract(epoch from g.closed_at) * 1000 ${missingGoals(document)})`,
      lacksCredential: `coalesce(${lacksCredential(document)}, false)`,
    }),
    compute: (facts, { asOf }) => staleReasonsOf(facts, asOf),
  })
  staleReasons: StaleReason[];

  @Stored(() => Instant, { nullable: true, description: 'When it was put away; null while it is not.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was written down.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const DocumentConnection = connectionOf(CareerDocument, 'documents', true);

const text = (max: number) => z.string().trim().min(1).max(max);
export const tagCheck = text(40);
export const searchCheck = text(200);
/** Only what a browser opens as a page: no address that runs something, and no password in one. */
export const urlCheck = z
  .url({ protocol: /^https?$/, normalize: true })
  .max(2000)
  .refine((given) => {
    const url = URL.parse(given);
    return !url?.username && !url?.password;
  }, 'must not hold a name or password');
const tagsCheck = z
  .array(tagCheck)
  .max(10)
  .transform((tags) => [...new Set(tags)]);
const goalsCheck = z
  .array(id('goal'))
  .max(MAX_GOALS)
  .transform((ids) => [...new Set(ids)]);

@InputType({ isAbstract: true })
abstract class DocumentDetails {
  @Input(() => [String], {
    nullable: true,
    check: tagsCheck,
    description: 'Words to find it by; at most 10 of 1 to 40 letters.',
  })
  tags?: string[] | null;

  @Input(() => [ID], {
    nullable: true,
    check: goalsCheck,
    description: `Ids of the goals of yours that it tells of; at most ${MAX_GOALS}.`,
  })
  goalIds?: string[] | null;
}

@InputType({
  description:
    'A document to keep. With `url` it is a link at once; a file is sent afterwards, as the bytes of a POST to /documents/<id>/file with the access token in the authorization header: at most 10 MB, of a `FileFormat`, and 200 MB for all your documents.',
})
export class AddDocumentInput extends DocumentDetails {
  @Input(() => DocumentKindEnum, { description: 'What it is.' })
  kind: DocumentKind;

  @Input(() => String, { check: text(200), description: 'What it is called; at most 200 letters.' })
  title: string;

  @Input(() => String, {
    nullable: true,
    check: urlCheck,
    description: 'Where it is: an http or https address of at most 2000 letters.',
  })
  url?: string | null;
}

@InputType({
  description:
    'What to change of a document; what is left out stays, null empties. Tags and goals are replaced as a whole.',
})
export class ChangeDocumentInput extends DocumentDetails {
  @Input(() => String, {
    nullable: true,
    check: text(200),
    description: 'What it is called; at most 200 letters. It cannot be emptied.',
  })
  title?: string | null;
}
