import { InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { Id, Input, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import type { ContactEntity } from './contact.entity.js';

@Reads('contacts', {
  idKind: 'contact',
  description:
    'Somebody you know. Nobody else sees it, your coach neither; every word of it is encrypted at rest.',
})
export class Contact implements Pick<
  ContactEntity,
  'name' | 'field' | 'nextStep' | 'tie' | 'lastContactOn' | 'version'
> {
  @Id('contact')
  id: string;

  @Sealed({ description: 'What the person is called.' })
  name: string;

  @Sealed({ nullable: true, description: 'What the person works in or knows about; null where unsaid.' })
  field: string | null;

  @Sealed({ nullable: true, description: 'What you mean to do next; null where nothing is planned.' })
  nextStep: string | null;

  @Stored(() => Int, { description: 'How well you know each other: 1 barely to 5 close.' })
  tie: number;

  @Stored(() => LocalDate, { nullable: true, description: 'When you last spoke; null where unsaid.' })
  lastContactOn: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When you put it away; null while it is not.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When you wrote it down.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const ContactConnection = connectionOf(Contact, 'contacts', true);

const text = (max: number) => z.string().trim().min(1).max(max);
const day = z
  .string()
  .refine((given) => given >= '1900-01-01' && given < '2200', 'must be from 1900 to 2199');
const tie = z.number().min(1).max(5);
export const tieCheck = tie;

/** What can be left out when a contact is written down. */
@InputType({ isAbstract: true })
abstract class ContactDetails {
  @Input(() => String, {
    nullable: true,
    check: text(120),
    description: 'What the person works in or knows about; at most 120 letters.',
  })
  field?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(500),
    description: 'What you mean to do next; at most 500 letters.',
  })
  nextStep?: string | null;

  @Input(() => LocalDate, { nullable: true, check: day, description: 'When you last spoke.' })
  lastContactOn?: string | null;
}

@InputType({ description: 'Somebody to write down.' })
export class AddContactInput extends ContactDetails {
  @Input(() => String, { check: text(120), description: 'What the person is called; at most 120 letters.' })
  name: string;

  @Input(() => Int, { check: tie, description: 'How well you know each other: 1 barely to 5 close.' })
  tie: number;
}

@InputType({ description: 'What to change of a contact; what is left out stays, null empties.' })
export class ChangeContactInput extends ContactDetails {
  @Input(() => String, {
    nullable: true,
    check: text(120),
    description: 'What the person is called; at most 120 letters. It cannot be emptied.',
  })
  name?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: tie,
    description: 'How well you know each other: 1 barely to 5 close. It cannot be emptied.',
  })
  tie?: number | null;
}
