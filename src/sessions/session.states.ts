export const sessionStatuses = ['BOOKED', 'HELD', 'NO_SHOW', 'CANCELLED'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];
