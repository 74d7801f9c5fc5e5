import { ID, InputType } from '@nestjs/graphql';
import { Engagement } from '../engagements/engagements.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { BuddyPact } from './buddy-pacts.graphql.js';
import { JournalEntry } from './journal-entries.graphql.js';
import { Setback } from './setbacks.graphql.js';

@Reads('journal_shares', {
  idKind: 'journal-share',
  description:
    'A journal entry or a setback that its client lets one person read until an instant. It ends at once when it is taken back, and with the engagement or the pact that it belongs to; a later one of the same two begins without it.',
})
export class JournalShare {
  @Id('journal-share')
  id: string;

  @One(() => JournalEntry, {
    nullable: true,
    description: 'The entry; null where it is a setback.',
    on: (share, entry) => `${entry}.client_id = ${share}.client_id and ${entry}.id = ${share}.entry_id`,
  })
  entry: JournalEntry | null;

  @One(() => Setback, {
    nullable: true,
    description: 'The setback; null where it is an entry.',
    on: (share, setback) =>
      `${setback}.client_id = ${share}.client_id and ${setback}.id = ${share}.setback_id`,
  })
  setback: Setback | null;

  @Sql(() => String, {
    nullable: true,
    description: 'The name of the client whose it is.',
    sql: (share) =>
      `coalesce((select m.name from members m where m.org_id = ${share}.org_id and m.id = ${share}.client_id), app.buddy_name(${share}.client_id))`,
  })
  clientName: string | null;

  @Sql(() => String, {
    nullable: true,
    description: 'The name of the person who may read it.',
    sql: (share) =>
      `case when ${share}.engagement_id is not null then app.coach_name(${share}.person_id)` +
      ` when ${share}.person_id = (select app.member_id()) then (select m.name from members m where m.org_id = ${share}.org_id and m.id = ${share}.person_id)` +
      ` else app.buddy_name(${share}.person_id) end`,
  })
  personName: string | null;

  @One(() => Engagement, {
    nullable: true,
    description: 'The engagement that it ends with; null where it is a pact.',
    on: (share, engagement) => `${engagement}.id = ${share}.engagement_id`,
  })
  engagement: Engagement | null;

  @One(() => BuddyPact, {
    nullable: true,
    description: 'The pact that it ends with; null where it is an engagement.',
    on: (share, pact) => `${pact}.id = ${share}.pact_id`,
  })
  pact: BuddyPact | null;

  @Stored(() => Instant, { description: 'Since when.' })
  givenAt: string;

  @Stored(() => Instant, { description: 'The first instant at which it no longer holds.' })
  until: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was taken back; null while it was not.' })
  takenBackAt: string | null;

  @Sql(() => Boolean, {
    description:
      'Whether it holds now: not taken back, not over, and the engagement open or the pact in force.',
    sql: (share, { asOf }) =>
      `${share}.taken_back_at is null and ${share}.until > ${asOf()} and (exists (` +
      `select from engagements e where e.org_id = ${share}.org_id and e.id = ${share}.engagement_id and e.status in ('ACTIVE', 'PAUSED'))` +
      ` or coalesce(${share}.pact_id = any ((select app.pact_ids('in force'))::uuid[]), false))`,
  })
  stands: boolean;
}

export const JournalShareConnection = connectionOf(JournalShare, 'shares');

@InputType({
  description: 'The person to share with, as somebody whom you work with now: exactly one of the two.',
})
export class ShareWithInput {
  @Input(() => ID, {
    nullable: true,
    check: id('engagement'),
    description: 'An open engagement of yours: its coach may read it.',
  })
  engagementId?: string | null;

  @Input(() => ID, {
    nullable: true,
    check: id('buddy-pact'),
    description: 'A pact of yours that is in force: your buddy may read it.',
  })
  pactId?: string | null;
}
