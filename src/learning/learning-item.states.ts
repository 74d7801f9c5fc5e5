export const learningStatuses = ['PLANNED', 'ENROLLED', 'DOING', 'DONE', 'DROPPED'] as const;
export type LearningStatus = (typeof learningStatuses)[number];

/** Every legal step; a done mark is taken back by a correction only, and what was dropped is planned anew. */
const steps: Record<LearningStatus, readonly LearningStatus[]> = {
  PLANNED: ['ENROLLED', 'DOING', 'DONE', 'DROPPED'],
  ENROLLED: ['DOING', 'DONE', 'DROPPED'],
  DOING: ['DONE', 'DROPPED'],
  DONE: [],
  DROPPED: ['PLANNED'],
};

export function mayStep(from: LearningStatus, to: LearningStatus): boolean {
  return steps[from].includes(to);
}
