// SPEC section 2 once more: what a client learns, dares and takes a seat in is theirs alone; programmes are the
// organization's, and so are stories once they are told.
import {
  admin,
  any,
  colleague,
  inOrg,
  is,
  names,
  ownClient,
  type Judgement,
  type Rule,
} from './judgements.js';

const own: Rule = { sees: ownClient, changes: ownClient };

/** Whoever offers or tells, while they are what it takes. */
const by =
  (column: string): Judgement =>
  (who, row, atlas) =>
    names(column)(who, row, atlas) && (is('ADMIN', who) || is('COACH', who) || is('MENTOR', who));

const poster = by('poster_id');
const author = by('author_id');

const told: Judgement = (who, row) => inOrg(who, row) && row.values.status === 'PUBLISHED';
const readsStory: Judgement = any(
  told,
  author,
  (who, row, atlas) => admin(who, row, atlas) && row.values.status === 'WITHDRAWN',
);

export const LEARNING: Record<string, Rule> = {
  learning_items: own,
  learning_item_corrections: own,
  credentials: own,
  document_credentials: own,
  programmes: { sees: colleague, changes: poster },
  programme_steps: { sees: colleague, changes: poster },
  enrolments: own,
  enrolment_marks: own,
  stories: {
    sees: readsStory,
    changes: any(author, (who, row, atlas) => admin(who, row, atlas) && told(who, row, atlas)),
    adds: author,
  },
  story_skills: {
    sees: (who, row, atlas) =>
      (atlas.byId.get(row.values.story_id as string) ?? []).some(
        (story) => story.table === 'stories' && readsStory(who, story, atlas),
      ),
    changes: author,
  },
  risks: own,
  risk_corrections: own,
  peer_studies: own,
};

/** Whoever offers a programme is known by name to the organization. */
export const postsProgrammeHere: Judgement = (who, member, atlas) =>
  inOrg(who, member) && atlas.of('programmes', who.orgId).some((row) => row.values.poster_id === member.id);
