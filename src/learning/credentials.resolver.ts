import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { CareerDocument } from '../actions/documents.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Many, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import {
  AddCredentialInput,
  ChangeCredentialInput,
  Credential,
  CredentialConnection,
  MAX_LISTED,
} from './credentials.graphql.js';
import { CredentialsService } from './credentials.service.js';
import * as checks from './learning.checks.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('credential') };
const idArg = { type: () => ID, description: 'Id of the credential.' };
const listArgs = { ...args, documentId: id('document') };
const documentArg = { type: () => ID, description: 'Id of a career document of yours.' };

/** What a client can show is theirs alone. */
@Resolver()
export class CredentialsResolver {
  constructor(private readonly credentials: CredentialsService) {}

  @ReadOne(() => Credential, {
    description: 'A credential of yours by id; null where there is none.',
    allow: CLIENT,
    args,
    where: (credential, { arg }) => `${credential}.id = ${arg('id', 'uuid')}`,
  })
  credential(@Args('id', idArg) _id: string): Credential {
    return declared();
  }

  @ReadPage(() => CredentialConnection, {
    description: 'Your credentials, newest first.',
    allow: CLIENT,
    counted: true,
    where: checks.byOwner,
    filters: { archived: checks.byArchived, tag: checks.byTag, search: checks.bySearch },
    order: checks.newestFirst,
    args: { tag: checks.tagCheck, search: checks.searchCheck },
  })
  myCredentials(
    @Args() _page: PageArgs,
    @Args('archived', checks.archivedArg) _archived: boolean,
    @Args('tag', checks.tagArg) _tag?: string,
    @Args('search', checks.searchArg) _search?: string,
  ): object {
    return declared();
  }

  @Action(() => Credential, {
    description: 'Writes a credential down. Of one that expires you are reminded, unless you say otherwise.',
    allow: CLIENT,
  })
  addCredential(
    @Args('input', { type: () => AddCredentialInput, description: 'What it is.' }) input: AddCredentialInput,
  ): Reference {
    return this.credentials.add(input);
  }

  @Action(() => Credential, {
    description: 'Changes what a credential of yours says; with another last day you are reminded anew.',
    allow: CLIENT,
    args,
  })
  changeCredential(
    @Args('id', idArg) credentialId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeCredentialInput, description: 'What to change.' })
    input: ChangeCredentialInput,
  ): Reference {
    return this.credentials.change(credentialId, version, input);
  }

  @Action(() => Credential, {
    description:
      'Says that a credential of yours was issued anew. CONFLICT unless that day lies behind the old one.',
    allow: CLIENT,
    args: { ...args, issuedOn: checks.dayCheck, expiresOn: checks.dayCheck },
  })
  renewCredential(
    @Args('id', idArg) credentialId: string,
    @Args('issuedOn', { type: () => LocalDate, description: 'The day on which it was issued anew.' })
    issuedOn: string,
    @Args('expiresOn', {
      type: () => LocalDate,
      nullable: true,
      description: 'Its new last day; leave it out where it does not expire any more.',
    })
    expiresOn?: string | null,
  ): Reference {
    return this.credentials.renew(credentialId, issuedOn, expiresOn ?? null);
  }

  @Action(() => Credential, {
    description: 'Puts a credential of yours away; no reminder comes for it.',
    allow: CLIENT,
    args,
  })
  archiveCredential(@Args('id', idArg) credentialId: string): Reference {
    return this.credentials.archive(credentialId);
  }

  @Action(() => Credential, { description: 'Takes a credential of yours out again.', allow: CLIENT, args })
  unarchiveCredential(@Args('id', idArg) credentialId: string): Reference {
    return this.credentials.unarchive(credentialId);
  }

  @Action(() => Credential, {
    description:
      'Says that a career document of yours tells of this credential, so that it is not stale for lack of it. Once more changes nothing.',
    allow: CLIENT,
    args: listArgs,
  })
  listCredentialInDocument(
    @Args('id', idArg) credentialId: string,
    @Args('documentId', documentArg) documentId: string,
  ): Reference {
    return this.credentials.list(credentialId, documentId);
  }

  @Action(() => Credential, {
    description:
      'Says that a career document of yours does not tell of this credential. Once more changes nothing.',
    allow: CLIENT,
    args: listArgs,
  })
  unlistCredentialInDocument(
    @Args('id', idArg) credentialId: string,
    @Args('documentId', documentArg) documentId: string,
  ): Reference {
    return this.credentials.unlist(credentialId, documentId);
  }
}

/** What a document tells of. */
@Resolver(() => CareerDocument)
export class DocumentCredentials {
  @Many(() => [Credential], {
    description: `The credentials that it tells of, newest first, at most ${MAX_LISTED}; empty for anybody but the client.`,
    on: (document, credential) =>
      `${credential}.client_id = ${document}.client_id and ${credential}.id in (select l.credential_id` +
      ` from document_credentials l where l.org_id = ${document}.org_id and l.document_id = ${document}.id)`,
    order: checks.newestFirst,
    limit: MAX_LISTED,
  })
  credentials(): Credential[] {
    return declared();
  }
}
