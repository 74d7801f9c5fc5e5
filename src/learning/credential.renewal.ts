import { daysLater, instantAt } from '../actions/action.days.js';

/** Days before a credential expires on which its reminder comes, unless the client says otherwise: time to act on it. */
export const REMIND_DAYS = 30;

/** Reminders that no person chose a time for come in the morning, behind the usual quiet hours. */
export const MORNING = '09:00';

/**
 * When the reminder of an expiry is sent, and until when it is of use: as long as the credential still holds.
 * @param credential its last day, 'YYYY-MM-DD', and how many days before that the reminder comes
 * @param zone the client's IANA zone
 * @returns instants in epoch ms
 */
export function renewalReminder(
  { expiresOn, remindDays }: { expiresOn: string; remindDays: number },
  zone: string,
): { dueAt: number; expiresAt: number } {
  return {
    dueAt: instantAt(daysLater(expiresOn, -remindDays), MORNING, zone),
    expiresAt: instantAt(daysLater(expiresOn, 1), '00:00', zone),
  };
}
