import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import type { AddContactInput, ChangeContactInput } from './contacts.graphql.js';
import { ContactsRepository, type StoredContact } from './contacts.repository.js';

type Reference = Promise<{ id: string }>;

const columns = { name: 'name', field: 'field', nextStep: 'next_step' } as const;

/** Whom a client knows: theirs alone. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly contacts: ContactsRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  async add({ tie, lastContactOn, ...texts }: AddContactInput): Reference {
    const id = await this.contacts.reserve();
    const { name, field = null, nextStep = null } = await this.seal(id, texts);
    await this.contacts.add(id, { name: name!, field, nextStep, tie, lastContactOn: lastContactOn ?? null });
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT where name or tie would be emptied */
  async change(id: string, version: number, input: ChangeContactInput): Reference {
    for (const part of ['name', 'tie'] as const) {
      if (input[part] === null) throw invalidInput(`A contact has a ${part}.`, `input.${part}`);
    }
    const { tie, lastContactOn, ...texts } = input;
    const change = {
      ...(await this.seal(id, texts)),
      ...(typeof tie === 'number' && { tie }),
      ...(lastContactOn !== undefined && { lastContactOn }),
    } as Partial<StoredContact>;
    if (await this.contacts.change(id, version, change)) return { id };
    if ((await this.contacts.findVersion(id)) === undefined) throw notFound('Contact');
    throw new AppError('VERSION_CONFLICT', 'The contact was changed meanwhile; look again.', 'version');
  }

  /** @throws AppError NOT_FOUND */
  async archive(id: string): Reference {
    if (!(await this.contacts.setArchived(id, new Date()))) throw notFound('Contact');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async unarchive(id: string): Reference {
    if (!(await this.contacts.setArchived(id, null))) throw notFound('Contact');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async delete(id: string): Promise<true> {
    if (!(await this.contacts.delete(id))) throw notFound('Contact');
    return true;
  }

  /** Seals the texts that were given, leaves null and absence as they are. */
  private async seal(
    rowId: string,
    texts: Partial<Record<keyof typeof columns, string | null>>,
  ): Promise<Partial<Record<keyof typeof columns, string | null>>> {
    const seal = await this.dataKeys.sealer();
    return Object.fromEntries(
      Object.entries(texts)
        .filter(([, text]) => text !== undefined)
        .map(([part, text]) => {
          const column = columns[part as keyof typeof columns];
          return [part, text === null ? null : seal(text, { table: 'contacts', column, rowId })];
        }),
    );
  }
}
