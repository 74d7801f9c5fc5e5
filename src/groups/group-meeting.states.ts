export const groupMeetingStatuses = ['BOOKED', 'HELD', 'CANCELLED'] as const;
export type GroupMeetingStatus = (typeof groupMeetingStatuses)[number];

/** What a meeting that is over has become, and can be corrected to. */
export const groupMeetingOutcomes = ['HELD', 'CANCELLED'] as const;
export type GroupMeetingOutcome = (typeof groupMeetingOutcomes)[number];

export const groupAnswers = ['YES', 'NO', 'MAYBE'] as const;
export type GroupAnswerWord = (typeof groupAnswers)[number];

/** What can happen to a meeting of a group. */
export type GroupMeetingStep = 'MOVE' | 'CHANGE' | 'ANSWER' | 'CANCEL' | 'HOLD' | 'MARK' | 'CORRECT';

/**
 * What stands against a step. A meeting leaves BOOKED once; a wrong outcome is corrected, on record. Until it begins it
 * is moved and answered; from then on it is said whether it took place, and who was there.
 * @param now ms since the epoch
 * @returns a sentence for the caller, null when the step is legal
 */
export function obstacleTo(
  step: GroupMeetingStep,
  meeting: { status: GroupMeetingStatus; startsAt: Date },
  now: number,
): string | null {
  const begun = meeting.startsAt.getTime() <= now;
  const { status } = meeting;
  if (step === 'CORRECT') {
    if (status === 'BOOKED') return 'The meeting is still booked: mark it as held, or cancel it.';
    return begun ? null : 'The meeting would not have begun yet.';
  }
  if (step === 'MARK') {
    if (status === 'CANCELLED') return 'The meeting was cancelled.';
    return begun ? null : 'The meeting has not begun yet.';
  }
  if (status !== 'BOOKED') return 'The meeting is over or cancelled.';
  if (step === 'HOLD') return begun ? null : 'The meeting has not begun yet.';
  if (step === 'MOVE' || step === 'ANSWER') return begun ? 'The meeting has begun.' : null;
  return null;
}
