import { Answers, Given, Id, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';

@Reads('calendar_feeds', {
  idKind: 'calendar-feed',
  description:
    'The address at which your calendar program sees your sessions and the meetings of your groups. It shows when and where, and nothing of what they are about.',
})
export class CalendarFeed {
  @Id('calendar-feed')
  id: string;

  @Stored(() => Instant, { description: 'When the address was made.' })
  createdAt: string;
}

@Answers({ memberId: 'uuid' }, { description: 'A new address of a calendar feed.' })
export class NewCalendarFeed {
  @Given(() => String, {
    description:
      'What to paste into the calendar program, as a subscription. Whoever knows it sees what it shows. It is told this once; lost, it is replaced by a new one.',
  })
  url: string;
}
