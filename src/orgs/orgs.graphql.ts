import { InputType, Int, ReturnTypeFunc } from '@nestjs/graphql';
import { z } from 'zod';
import { LocalTime } from '../graphql/scalars.js';
import { Id, Input, Reads, Stored } from '../graphql/read/declare.js';
import type { OrganizationEntity } from './organization.entity.js';

const text: ReturnTypeFunc = () => String;

/** A name of something or somebody, on one line. */
export const nameCheck = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(120, 'must have at most 120 letters')
  .regex(/^\P{Cc}*$/u, 'must be one line');

/** Short names that Java had: Intl knows them as zones, PostgreSQL as other ones or not at all. IANA has the excepted ones. */
const JAVA_ZONE = /^(?!([CEMW]E|[EHM]S|GM|UC)T$)[A-Z]{2}T$/i;

/** An IANA time zone that exists; an offset is none, since it knows no summer. */
export const timeZoneCheck = z.string().refine(
  (zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return /^[A-Z]/.test(zone) && !JAVA_ZONE.test(zone);
    } catch {
      return false;
    }
  },
  { message: 'must be an IANA time zone, as Europe/Berlin' },
);

/** A BCP 47 language tag, written as the standard writes it. */
export const localeCheck = z
  .string()
  .max(35)
  .transform((tag, ctx) => {
    try {
      return Intl.getCanonicalLocales(tag)[0]!;
    } catch {
      ctx.addIssue({ code: 'custom', message: 'must be a BCP 47 language tag, as de or pt-BR' });
      return z.NEVER;
    }
  });

const weekendCheck = z
  .array(z.number().int().min(1).max(7))
  .transform((days) => [...new Set(days)].sort((a, b) => a - b));

@Reads('organizations', {
  idKind: 'organization',
  org: 'id',
  description: 'The organization that the signed-in person acts in: the tenant.',
})
export class Organization implements Pick<
  OrganizationEntity,
  | 'name'
  | 'slug'
  | 'timeZone'
  | 'locale'
  | 'weekend'
  | 'minGroupSize'
  | 'activeGoalCap'
  | 'brandName'
  | 'brandColor'
  | 'version'
> {
  @Id('organization')
  id: string;

  @Stored(text, { description: 'What the organization is called.' })
  name: string;

  @Stored(text, { description: 'Its short name in addresses, unique in this installation.' })
  slug: string;

  @Stored(text, { description: 'Its IANA time zone, as Europe/Berlin; people may have their own.' })
  timeZone: string;

  @Stored(text, {
    description: 'The BCP 47 tag of the language that its mails are written in, where a person has none.',
  })
  locale: string;

  @Stored(() => [Int], {
    description: 'The days without reminders, as ISO weekdays: 1 is Monday, 7 is Sunday.',
  })
  weekend: number[];

  @Stored(() => Int, {
    description: 'The smallest number of people that a dashboard figure may speak of; never below 5.',
  })
  minGroupSize: number;

  @Stored(() => Int, { description: 'How many goals a client may have active at once.' })
  activeGoalCap: number;

  @Stored(() => LocalTime, { description: 'From this local time on no reminder is sent.' })
  quietFrom: string;

  @Stored(() => LocalTime, { description: 'Until this local time no reminder is sent.' })
  quietUntil: string;

  @Stored(text, {
    nullable: true,
    description: 'The name in mails and reports, where it differs from `name`.',
  })
  brandName: string | null;

  @Stored(text, { description: 'The colour of mails and reports, as #1f5f5b.' })
  brandColor: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

@InputType({ description: 'What to change of the organization; what is left out or null stays as it is.' })
export class UpdateOrganizationInput {
  @Input(text, { nullable: true, description: 'What it is called.', check: nameCheck })
  name?: string | null;

  @Input(text, {
    nullable: true,
    description: 'Its IANA time zone, as Europe/Berlin.',
    check: timeZoneCheck,
  })
  timeZone?: string | null;

  @Input(text, {
    nullable: true,
    description: 'The BCP 47 tag of the language of its mails.',
    check: localeCheck,
  })
  locale?: string | null;

  @Input(() => [Int], {
    nullable: true,
    description: 'The days without reminders, as ISO weekdays: 1 is Monday, 7 is Sunday.',
    check: weekendCheck,
  })
  weekend?: number[] | null;

  @Input(() => Int, {
    nullable: true,
    description:
      'The smallest number of people that a dashboard figure may speak of. It can only be raised: a smaller one would tell who the difference is.',
    check: z.number().int().min(5, 'must be at least 5').max(1_000, 'must be at most 1000'),
  })
  minGroupSize?: number | null;

  @Input(() => Int, {
    nullable: true,
    description: 'How many goals a client may have active at once, 1 to 50.',
    check: z.number().int().min(1, 'must be at least 1').max(50, 'must be at most 50'),
  })
  activeGoalCap?: number | null;

  @Input(() => LocalTime, { nullable: true, description: 'From this local time on no reminder is sent.' })
  quietFrom?: string | null;

  @Input(() => LocalTime, {
    nullable: true,
    description: 'Until this local time no reminder is sent; the same as `quietFrom` means no quiet hours.',
  })
  quietUntil?: string | null;

  @Input(text, {
    nullable: true,
    description: 'The name in mails and reports; empty to use the organization’s own.',
    check: z
      .string()
      .trim()
      .max(120, 'must have at most 120 letters')
      .regex(/^\P{Cc}*$/u, 'must be one line'),
  })
  brandName?: string | null;

  @Input(text, {
    nullable: true,
    description: 'The colour of mails and reports, as #1f5f5b.',
    check: z
      .string()
      .toLowerCase()
      .regex(/^#[0-9a-f]{6}$/, 'must be a colour, as #1f5f5b'),
  })
  brandColor?: string | null;
}
