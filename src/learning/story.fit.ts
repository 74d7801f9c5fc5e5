// How well a story fits who reads it, in SQL, so that a list is found and ordered in one statement. What the actor is
// looked up by is the same for every story: the database asks it once a statement.
import type { Row } from '../graphql/read/declaration.js';

const mine = (row: string) =>
  `${row}.org_id = (select app.org_id()) and ${row}.client_id = (select app.member_id())`;

const ownLabels =
  `(select array(select l.label from check_in_labels l where ${mine('l')} and l.check_in_id = (` +
  `select s.id from check_in_scores s where ${mine('s')} and not s.flagged order by s.submitted_at desc, s.id desc limit 1)))::text[]`;

const ownSkillGaps =
  `(select array(select g.skill_id from gaps g where ${mine('g')} and g.kind = 'SKILL' and g.status = 'OPEN'` +
  ` and g.closed_at is null))::uuid[]`;

/** Labels shared with the actor's latest check-in that is not flagged plus skills shared with their open skill gaps; an integer, 0 for none. */
export function storyFitSql(story: Row): string {
  const labels = `select count(*) from unnest(${story}.labels) o (label) where o.label = any (${ownLabels})`;
  const skills =
    `select count(*) from story_skills k where k.org_id = ${story}.org_id and k.story_id = ${story}.id` +
    ` and k.skill_id = any (${ownSkillGaps})`;
  return `((${labels}) + (${skills}))::int`;
}

/** Published, and about something that the actor is in: the same as a fit above 0, found without counting. */
export function storyFits(story: Row): string {
  return (
    `${story}.status = 'PUBLISHED' and (${story}.labels && ${ownLabels} or ${story}.id in (` +
    `select k.story_id from story_skills k where k.org_id = (select app.org_id()) and k.skill_id = any (${ownSkillGaps})))`
  );
}

/** The best first; of equal ones the newest. */
export const bestFitFirst = [
  { sql: storyFitSql, type: 'int' as const, descending: true },
  { sql: (story: Row) => `${story}.id`, type: 'uuid' as const, descending: true },
];
