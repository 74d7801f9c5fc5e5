import { Resolver } from '@nestjs/graphql';
import { Action, declared, One, ReadOne } from '../graphql/read/declare.js';
import { CalendarFeed, NewCalendarFeed } from './calendar-feeds.graphql.js';
import { CalendarFeedsService } from './calendar-feeds.service.js';

@Resolver(() => NewCalendarFeed)
export class CalendarFeedsResolver {
  constructor(private readonly feeds: CalendarFeedsService) {}

  @ReadOne(() => CalendarFeed, {
    description: 'Your calendar feed; null while you have none.',
    allow: 'MEMBER',
    where: (feed) => `${feed}.id = (select app.member_id())`,
  })
  myCalendarFeed(): CalendarFeed {
    return declared();
  }

  @One(() => CalendarFeed, {
    description: 'The feed that the address opens.',
    on: (made, feed) => `${feed}.id = ${made}.member_id`,
  })
  feed(): CalendarFeed {
    return declared();
  }

  @Action(() => NewCalendarFeed, {
    description:
      'Makes an address for your calendar program: your sessions and the meetings of your groups from 90 days ago to a year ahead. The address that you had before stops working at once.',
    allow: 'MEMBER',
  })
  createCalendarFeed(): Promise<{ memberId: string; url: string }> {
    return this.feeds.create();
  }

  @Action(() => Boolean, {
    description: 'Ends your calendar feed: its address opens nothing any more. Always true.',
    allow: 'MEMBER',
  })
  async revokeCalendarFeeds(): Promise<boolean> {
    await this.feeds.revoke();
    return true;
  }
}
