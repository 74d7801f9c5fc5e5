import { any, inOrg, is, names, admin, type Judgement, type Rule } from './judgements.js';

/** Of a coach who still is one. */
const own =
  (column: string): Judgement =>
  (who, row, atlas) =>
    is('COACH', who) && names(column)(who, row, atlas);

const shown: Rule = { sees: any(admin, own('coach_id')), changes: own('coach_id') };
const hidden: Rule = { sees: own('coach_id'), changes: own('coach_id') };

/** Clients are told free slots and none of these rows. */
export const AVAILABILITY: Record<string, Rule> = {
  // It comes with the coach, whoever makes somebody one.
  coach_schedules: { sees: any(admin, own('id')), changes: own('id'), adds: inOrg },
  availability_hours: shown,
  availability_exceptions: shown,
  availability_reasons: hidden,
  imported_calendars: hidden,
};
