import { Int, ReturnTypeFunc } from '@nestjs/graphql';
import { LocalTime } from '../graphql/scalars.js';
import { Id, Reads, Stored } from '../graphql/read/declare.js';
import type { OrganizationEntity } from './organization.entity.js';

const text: ReturnTypeFunc = () => String;

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
}
