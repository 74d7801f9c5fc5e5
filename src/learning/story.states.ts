export const storyStatuses = ['DRAFT', 'PUBLISHED', 'WITHDRAWN'] as const;
export type StoryStatus = (typeof storyStatuses)[number];

/** A story is told once and taken back once: whoever has read it could not tell a second time from the first. */
const steps: Record<StoryStatus, readonly StoryStatus[]> = {
  DRAFT: ['PUBLISHED'],
  PUBLISHED: ['WITHDRAWN'],
  WITHDRAWN: [],
};

export function mayStep(from: StoryStatus, to: StoryStatus): boolean {
  return steps[from].includes(to);
}
