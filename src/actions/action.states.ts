export const actionStatuses = ['TODO', 'DOING', 'DONE', 'SKIPPED', 'DROPPED'] as const;
export type ActionStatus = (typeof actionStatuses)[number];

/** Every legal step of SPEC 3.5; what is not listed is a CONFLICT. What was marked done moves by a correction only. */
const steps: Record<ActionStatus, readonly ActionStatus[]> = {
  TODO: ['DOING', 'DONE', 'SKIPPED', 'DROPPED'],
  DOING: ['TODO', 'DONE', 'SKIPPED', 'DROPPED'],
  DONE: [],
  SKIPPED: ['TODO'],
  DROPPED: ['TODO'],
};

export function mayStep(from: ActionStatus, to: ActionStatus): boolean {
  return steps[from].includes(to);
}

export function isOpen(status: ActionStatus): boolean {
  return status === 'TODO' || status === 'DOING';
}

/** From this many reschedules on the API suggests to split the action or to drop it (SPEC 3.5). */
export const RESCHEDULES_BEFORE_SUGGESTION = 3;

/** From this stretch on a done action asks one question (SPEC 3.5). */
export const STRETCH_TO_REFLECT_ON = 3;

/** The question: about what was found out, whichever way it went. */
export const REFLECTION_QUESTION =
  'This was a stretch. What do you know now, about the work or about yourself, that you did not know before?';
