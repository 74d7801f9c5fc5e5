import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { AddDocumentInput, ChangeDocumentInput } from './documents.graphql.js';
import { DocumentsRepository } from './documents.repository.js';

type Reference = Promise<{ id: string }>;

/** Enough for a career in several languages. */
export const MAX_DOCUMENTS = 50;
/** Of one document; a new one is begun then. */
export const MAX_VERSIONS = 1000;

/** What a client shows of themselves; files come by documents.upload.ts. */
@Injectable()
export class DocumentsService {
  constructor(private readonly documents: DocumentsRepository) {}

  /** @throws AppError LIMIT_REACHED, NOT_FOUND for a goal that is not one's own */
  async add({ url, ...input }: AddDocumentInput): Reference {
    const { documents } = await this.documents.lockAndCount();
    if (documents >= MAX_DOCUMENTS) {
      throw new AppError('LIMIT_REACHED', `You have ${MAX_DOCUMENTS} documents; delete one first.`);
    }
    const id = await this.documents.add(input);
    if (url) await this.addLinkTo(id, url);
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT where the title would be emptied */
  async change(id: string, version: number, input: ChangeDocumentInput): Reference {
    if (input.title === null) throw invalidInput('A document has a title.', 'input.title');
    const document = await this.locked(id);
    if (document.version !== version) {
      throw new AppError('VERSION_CONFLICT', 'The document was changed meanwhile; look again.', 'version');
    }
    await this.documents.change(id, input);
    return { id };
  }

  /** A new version, which is a link. @throws AppError NOT_FOUND, LIMIT_REACHED */
  async addLink(id: string, url: string): Reference {
    await this.locked(id);
    await this.addLinkTo(id, url);
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async archive(id: string): Reference {
    if (!(await this.documents.setArchived(id, new Date()))) throw notFound('CareerDocument');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async unarchive(id: string): Reference {
    if (!(await this.documents.setArchived(id, null))) throw notFound('CareerDocument');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async delete(id: string): Promise<true> {
    await this.locked(id);
    await this.documents.delete(id);
    return true;
  }

  /** Locks a document of the actor's own. @throws AppError NOT_FOUND */
  async locked(id: string): Promise<{ version: number }> {
    const document = await this.documents.lock(id);
    if (!document) throw notFound('CareerDocument');
    return document;
  }

  /** @returns the number of a locked document's next version @throws AppError LIMIT_REACHED */
  async nextNumber(id: string): Promise<number> {
    const number = (await this.documents.countVersions(id)) + 1;
    if (number <= MAX_VERSIONS) return number;
    throw new AppError('LIMIT_REACHED', `A document has at most ${MAX_VERSIONS} versions; begin a new one.`);
  }

  private async addLinkTo(id: string, url: string): Promise<void> {
    const [versionId, number] = [await this.documents.newId(), await this.nextNumber(id)];
    const link = { url, format: null, sha256: null, bytes: null };
    await this.documents.addVersion(id, versionId, number, link, new Date());
  }
}
