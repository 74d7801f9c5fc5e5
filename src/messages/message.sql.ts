import type { Row } from '../graphql/read/declaration.js';

const NOTHING_READ = `'00000000-0000-0000-0000-000000000000'::uuid`;

/** The end of a statement over the messages `n` of an engagement that the other side wrote and the actor has not read. */
export function unreadOf(engagement: Row): string {
  return (
    `from messages n where n.org_id = ${engagement}.org_id and n.engagement_id = ${engagement}.id` +
    ` and n.author_id <> (select app.member_id()) and n.withdrawn_at is null and n.id > coalesce((select r.message_id from message_reads r` +
    ` where r.org_id = ${engagement}.org_id and r.engagement_id = ${engagement}.id and r.reader_id = (select app.member_id())), ${NOTHING_READ})`
  );
}

/** All that the actor has not read, engagement by engagement: as one list it is looked up once in a statement. */
export const ALL_UNREAD =
  `(select array(select u.id from engagements e cross join lateral (select n.id ${unreadOf('e')}) u` +
  ` where e.org_id = (select app.org_id()) and (select app.member_id()) in (e.coach_id, e.client_id)))`;
