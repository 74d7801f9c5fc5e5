import { Args, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { declared, ReadPage } from '../graphql/read/declare.js';
import { ReminderConnection } from './reminders.graphql.js';

@Resolver()
export class RemindersResolver {
  @ReadPage(() => ReminderConnection, {
    description:
      'The mails that were to remind you of something and why each came or did not; latest due first.',
    allow: 'MEMBER',
    where: (reminder) => `${reminder}.recipient_id = (select app.member_id())`,
    order: [
      { sql: (reminder) => `${reminder}.due_at`, type: 'timestamptz', descending: true },
      { sql: (reminder) => `${reminder}.id`, type: 'uuid', descending: true },
    ],
  })
  myReminders(@Args() _page: PageArgs): object {
    return declared();
  }
}
