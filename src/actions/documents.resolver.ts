import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { Filters, OrderBy } from '../graphql/read/declaration.js';
import { Action, declared, One, Page, ReadOne, ReadPage } from '../graphql/read/declare.js';
import type { DocumentKind } from './document.entity.js';
import {
  AddDocumentInput,
  CareerDocument,
  ChangeDocumentInput,
  DocumentConnection,
  DocumentKindEnum,
  DocumentVersion,
  DocumentVersionConnection,
  isStale,
  searchCheck,
  tagCheck,
  urlCheck,
} from './documents.graphql.js';
import { DocumentsService } from './documents.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('document') };
const idArg = { type: () => ID, description: 'Id of the document.' };

const filters: Filters = {
  archived: (document, { arg }) => `(${document}.archived_at is not null) = ${arg('archived', 'boolean')}`,
  kind: (document, { arg }) => `${document}.kind = ${arg('kind', 'text')}`,
  stale: (document, scope) => `${isStale(document, scope)} = ${scope.arg('stale', 'boolean')}`,
  tag: (document, { arg }) => `${arg('tag', 'text')} = any (${document}.tags)`,
  search: (document, { arg }) => `position(lower(${arg('search', 'text')}) in lower(${document}.title)) > 0`,
};
const newestFirst: OrderBy[] = [{ sql: (document) => `${document}.id`, type: 'uuid', descending: true }];
const checks = { tag: tagCheck, search: searchCheck };
const archivedArg = {
  type: () => Boolean,
  defaultValue: false,
  description: 'Those that were put away, instead of the others.',
};
const kindArg = { type: () => DocumentKindEnum, nullable: true, description: 'Only those of this kind.' };
const staleArg = {
  type: () => Boolean,
  nullable: true,
  description: 'Only those that are, or are not, stale.',
};

@Resolver()
export class DocumentsResolver {
  constructor(private readonly service: DocumentsService) {}

  @ReadOne(() => CareerDocument, {
    description: 'A career document by id; null where there is none that you may see.',
    allow: ['CLIENT', 'COACH'],
    args,
    where: (document, { arg }) => `${document}.id = ${arg('id', 'uuid')}`,
  })
  document(@Args('id', idArg) _id: string): CareerDocument {
    return declared();
  }

  @ReadPage(() => DocumentConnection, {
    description: 'Your career documents, newest first.',
    allow: CLIENT,
    counted: true,
    where: (document) => `${document}.client_id = (select app.member_id())`,
    filters,
    order: newestFirst,
    args: checks,
  })
  myDocuments(
    @Args() _page: PageArgs,
    @Args('archived', archivedArg) _archived: boolean,
    @Args('kind', kindArg) _kind?: DocumentKind,
    @Args('stale', staleArg) _stale?: boolean,
    @Args('tag', { type: () => String, nullable: true, description: 'Only those with this tag.' })
    _tag?: string,
    @Args('search', {
      type: () => String,
      nullable: true,
      description: 'Only those whose title holds this, upper and lower case alike; at most 200 letters.',
    })
    _search?: string,
  ): object {
    return declared();
  }

  @Action(() => CareerDocument, {
    description: 'Keeps a career document of yours. LIMIT_REACHED at 50.',
    allow: CLIENT,
  })
  addDocument(
    @Args('input', { type: () => AddDocumentInput, description: 'What it is.' }) input: AddDocumentInput,
  ): Reference {
    return this.service.add(input);
  }

  @Action(() => CareerDocument, {
    description: 'Changes what is said of a document of yours; what it says is changed by a new version.',
    allow: CLIENT,
    args,
  })
  changeDocument(
    @Args('id', idArg) documentId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeDocumentInput, description: 'What to change.' })
    input: ChangeDocumentInput,
  ): Reference {
    return this.service.change(documentId, version, input);
  }

  @Action(() => CareerDocument, {
    description: 'Adds a version to a document of yours which is a link.',
    allow: CLIENT,
    args: { ...args, url: urlCheck },
  })
  addDocumentLink(
    @Args('id', idArg) documentId: string,
    @Args('url', {
      type: () => String,
      description: 'Where it is now: an http or https address of at most 2000 letters.',
    })
    url: string,
  ): Reference {
    return this.service.addLink(documentId, url);
  }

  @Action(() => CareerDocument, { description: 'Puts a document of yours away.', allow: CLIENT, args })
  archiveDocument(@Args('id', idArg) documentId: string): Reference {
    return this.service.archive(documentId);
  }

  @Action(() => CareerDocument, {
    description: 'Takes out a document that you put away.',
    allow: CLIENT,
    args,
  })
  unarchiveDocument(@Args('id', idArg) documentId: string): Reference {
    return this.service.unarchive(documentId);
  }

  @Action(() => Boolean, {
    description: 'Deletes a document of yours for good, with all its versions and their files. Always true.',
    allow: CLIENT,
    args,
  })
  deleteDocument(@Args('id', idArg) documentId: string): Promise<true> {
    return this.service.delete(documentId);
  }
}

/** What a document was before. */
@Resolver(() => CareerDocument)
export class DocumentVersions {
  @Page(() => DocumentVersionConnection, {
    description: 'All its versions, newest first.',
    counted: true,
    on: (document, version) => `${version}.document_id = ${document}.id`,
    order: [
      { sql: (version) => `${version}.number`, type: 'int', descending: true },
      { sql: (version) => `${version}.id`, type: 'uuid', descending: true },
    ],
  })
  versions(@Args() _page: PageArgs): object {
    return declared();
  }
}

/** Whose version it is; here, because the two types name each other. */
@Resolver(() => DocumentVersion)
export class VersionDocument {
  @One(() => CareerDocument, {
    description: 'The document that it is a version of.',
    on: (version, document) => `${document}.id = ${version}.document_id`,
  })
  document(): CareerDocument {
    return declared();
  }
}

@Resolver(() => Client)
export class ClientDocuments {
  @Page(() => DocumentConnection, {
    description: 'The client’s career documents, newest first; empty for who may not see them.',
    counted: true,
    on: (client, document) => `${document}.client_id = ${client}.id`,
    filters: { archived: filters.archived!, kind: filters.kind!, stale: filters.stale! },
    order: newestFirst,
  })
  documents(
    @Args() _page: PageArgs,
    @Args('archived', archivedArg) _archived: boolean,
    @Args('kind', kindArg) _kind?: DocumentKind,
    @Args('stale', staleArg) _stale?: boolean,
  ): object {
    return declared();
  }
}
