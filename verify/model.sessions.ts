// SPEC section 2 once more, for who came to sessions and by which rule these recur: both sides; and an admin who came, by
// name, where the agreement said so when the session was booked and the one in force still does.
import type { Atlas, Row } from './atlas.js';
import { admin, any, colleague, names, nobody, sides, type Judgement, type Rule } from './judgements.js';

function isNamed({ orgId, values }: Row, atlas: Atlas): boolean {
  const agreements = atlas
    .of('agreements', orgId!)
    .filter((agreement) => agreement.values.engagement_id === values.engagement_id);
  const shows = (agreement: Row | undefined) => agreement?.values.names_in_attendance === true;
  return (
    shows(agreements.find(({ id }) => id === values.agreement_id)) &&
    shows(agreements.find((agreement) => agreement.values.status === 'IN_FORCE'))
  );
}

const sponsor: Judgement = (who, row, atlas) => admin(who, row, atlas) && isNamed(row, atlas);
const itsCoach: Judgement = (who, row, atlas) => sides(who, row, atlas) && names('coach_id')(who, row, atlas);

export const SESSIONS: Record<string, Rule> = {
  session_series: { sees: sides, changes: sides },
  session_corrections: { sees: sides, changes: nobody, adds: itsCoach },
  // Follows from the session, whoever of the two changes that.
  attendances: { sees: any(sides, sponsor), changes: sides },
  // Who is not free, in all organizations at once: nobody reads it, and it follows from sessions and meetings.
  busy_times: { sees: nobody, changes: colleague },
};
