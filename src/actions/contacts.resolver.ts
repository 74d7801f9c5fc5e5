import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import {
  AddContactInput,
  ChangeContactInput,
  Contact,
  ContactConnection,
  tieCheck,
} from './contacts.graphql.js';
import { ContactsService } from './contacts.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('contact') };
const idArg = { type: () => ID, description: 'Id of the contact.' };
const OWN = (contact: string) => `${contact}.client_id = (select app.member_id())`;

@Resolver()
export class ContactsResolver {
  constructor(private readonly service: ContactsService) {}

  @ReadOne(() => Contact, {
    description: 'A contact of yours by id; null where you have none such.',
    allow: CLIENT,
    args,
    where: (contact, { arg }) => `${contact}.id = ${arg('id', 'uuid')} and ${OWN(contact)}`,
  })
  contact(@Args('id', idArg) _id: string): Contact {
    return declared();
  }

  @ReadPage(() => ContactConnection, {
    description: 'Your contacts, newest first.',
    allow: CLIENT,
    counted: true,
    where: OWN,
    filters: {
      archived: (contact, { arg }) => `(${contact}.archived_at is not null) = ${arg('archived', 'boolean')}`,
      tie: (contact, { arg }) => `${contact}.tie = ${arg('tie', 'int')}`,
      quietSince: (contact, { arg }) =>
        `(${contact}.last_contact_on is null or ${contact}.last_contact_on < ${arg('quietSince', 'date')})`,
    },
    order: [{ sql: (contact) => `${contact}.id`, type: 'uuid', descending: true }],
    args: { tie: tieCheck },
  })
  myContacts(
    @Args() _page: PageArgs,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Those that you put away, instead of the others.',
    })
    _archived: boolean,
    @Args('tie', { type: () => Int, nullable: true, description: 'Only those you know so well, 1 to 5.' })
    _tie?: number,
    @Args('quietSince', {
      type: () => LocalDate,
      nullable: true,
      description: 'Only those you have not spoken to since this day, or never noted that you did.',
    })
    _quietSince?: string,
  ): object {
    return declared();
  }

  @Action(() => Contact, { description: 'Writes down somebody you know; only you see it.', allow: CLIENT })
  addContact(
    @Args('input', { type: () => AddContactInput, description: 'Who it is.' }) input: AddContactInput,
  ): Reference {
    return this.service.add(input);
  }

  @Action(() => Contact, { description: 'Changes what you wrote of a contact.', allow: CLIENT, args })
  changeContact(
    @Args('id', idArg) contactId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeContactInput, description: 'What to change.' })
    input: ChangeContactInput,
  ): Reference {
    return this.service.change(contactId, version, input);
  }

  @Action(() => Contact, { description: 'Puts a contact away.', allow: CLIENT, args })
  archiveContact(@Args('id', idArg) contactId: string): Reference {
    return this.service.archive(contactId);
  }

  @Action(() => Contact, { description: 'Takes out a contact that you put away.', allow: CLIENT, args })
  unarchiveContact(@Args('id', idArg) contactId: string): Reference {
    return this.service.unarchive(contactId);
  }

  @Action(() => Boolean, {
    description: 'Deletes a contact for good, since it is about somebody else. Always true.',
    allow: CLIENT,
    args,
  })
  deleteContact(@Args('id', idArg) contactId: string): Promise<true> {
    return this.service.delete(contactId);
  }
}
