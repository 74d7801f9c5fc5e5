import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { AddCredentialInput, ChangeCredentialInput } from './credentials.graphql.js';
import { CredentialsRepository } from './credentials.repository.js';

type Reference = Promise<{ id: string }>;

/** What a client can show for what they learned: theirs alone. */
@Injectable()
export class CredentialsService {
  constructor(private readonly credentials: CredentialsRepository) {}

  /** @throws AppError INVALID_INPUT */
  async add(input: AddCredentialInput): Reference {
    return { id: await this.credentials.insert(input) };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT */
  async change(id: string, version: number, input: ChangeCredentialInput): Reference {
    for (const name of ['title', 'issuer', 'issuedOn'] as const) {
      if (input[name] === null) throw invalidInput('A credential needs this.', `input.${name}`);
    }
    if (await this.credentials.change(id, version, input)) return { id };
    await this.needs(id);
    throw new AppError('VERSION_CONFLICT', 'The credential was changed meanwhile; look again.', 'version');
  }

  /**
   * It was issued anew; renewing it twice at once leaves one renewal.
   * @throws AppError NOT_FOUND, CONFLICT unless the new day lies behind the old, INVALID_INPUT
   */
  async renew(id: string, issuedOn: string, expiresOn: string | null): Reference {
    if (expiresOn !== null && expiresOn < issuedOn) {
      throw invalidInput('Its last day lies before the day on which it was issued.', 'expiresOn');
    }
    if (await this.credentials.renew(id, issuedOn, expiresOn)) return { id };
    await this.needs(id);
    throw new AppError('CONFLICT', 'It was issued on that day or later already.');
  }

  /** @throws AppError NOT_FOUND */
  async archive(id: string): Reference {
    if (!(await this.credentials.setArchived(id, new Date()))) throw notFound('Credential');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async unarchive(id: string): Reference {
    if (!(await this.credentials.setArchived(id, null))) throw notFound('Credential');
    return { id };
  }

  /** A career document tells of it. @throws AppError NOT_FOUND for either */
  async list(id: string, documentId: string): Reference {
    await this.needs(id);
    await this.credentials.list(id, documentId);
    return { id };
  }

  /** It tells of it no longer; of what it never told nothing changes. @throws AppError NOT_FOUND */
  async unlist(id: string, documentId: string): Reference {
    await this.needs(id);
    await this.credentials.unlist(id, documentId);
    return { id };
  }

  private async needs(id: string): Promise<void> {
    if ((await this.credentials.findVersion(id)) === undefined) throw notFound('Credential');
  }
}
