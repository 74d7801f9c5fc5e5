import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import type { NoteTemplateInput } from './note-templates.graphql.js';
import { NoteTemplatesRepository } from './note-templates.repository.js';

type Reference = Promise<{ id: string }>;

/** What the notes of a coach can begin with. */
@Injectable()
export class NoteTemplatesService {
  constructor(private readonly templates: NoteTemplatesRepository) {}

  async create(input: NoteTemplateInput): Reference {
    return { id: await this.templates.insert(input) };
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN for a shipped one, VERSION_CONFLICT */
  async change(id: string, version: number, input: NoteTemplateInput): Reference {
    await this.needOwn(id);
    if (await this.templates.change(id, version, input)) return { id };
    throw new AppError('VERSION_CONFLICT', 'The template was changed meanwhile; look again.', 'version');
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN for a shipped one */
  archive(id: string): Reference {
    return this.put(id, new Date());
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN for a shipped one */
  unarchive(id: string): Reference {
    return this.put(id, null);
  }

  private async put(id: string, at: Date | null): Reference {
    await this.needOwn(id);
    await this.templates.archive(id, at);
    return { id };
  }

  private async needOwn(id: string): Promise<void> {
    const template = await this.templates.find(id);
    if (!template) throw notFound('NoteTemplate');
    if (template.shipped)
      throw new AppError('FORBIDDEN', 'A shipped template stays as it is; make one of your own from it.');
  }
}
