import { renderMail, type MailBrand, type RenderedMail } from './mail-template.js';

/** An invitation to join; the address is the single-use link. */
export function invitationMail(
  brand: MailBrand,
  invitation: { url: string; validDays: number },
): RenderedMail {
  return renderMail(brand, {
    subject: `Your invitation to ${brand.organization}`,
    preheader: `${brand.organization} invites you to its coaching programme.`,
    heading: 'You are invited',
    paragraphs: [
      `${brand.organization} invites you to its coaching programme on Waymark.`,
      'Choose a password, and you are in. What you write there stays between you and those you share it with.',
    ],
    button: { label: 'Accept the invitation', url: invitation.url },
    footnote: `The link works once and for ${count(invitation.validDays, 'day')}. If you did not expect it, you can leave it be: nothing happens without you.`,
  });
}

/** The answer to "I forgot my password"; the address is the single-use link. */
export function passwordResetMail(
  brand: MailBrand,
  reset: { url: string; validMinutes: number },
): RenderedMail {
  return renderMail(brand, {
    subject: 'Set a new password',
    preheader: 'The link to set a new password that you asked for.',
    heading: 'Set a new password',
    paragraphs: ['Someone, probably you, asked to set a new password for this e-mail address.'],
    button: { label: 'Set a new password', url: reset.url },
    footnote: `The link works once and for ${count(reset.validMinutes, 'minute')}. If it was not you, you can leave it be: your password stays as it is.`,
  });
}

/** One step of a review's ladder. It says that a review is open and nothing of what is in it. */
export function reviewReminderMail(
  brand: MailBrand,
  reminder: { url: string; unsubscribeUrl: string; step: 'first' | 'second' | 'last' },
): RenderedMail {
  const { subject, paragraphs } = reviewWords[reminder.step];
  return renderMail(brand, {
    subject,
    preheader: 'A few questions, a few minutes, no sign-in needed.',
    heading: subject,
    paragraphs: [...paragraphs],
    button: { label: 'Answer now', url: reminder.url },
    footnote:
      'The link is yours alone: whoever opens it can answer in your place, so please do not forward it.',
    unsubscribeUrl: reminder.unsubscribeUrl,
  });
}

const reviewWords = {
  first: {
    subject: 'Time for your review',
    paragraphs: ['Your next review is open. It takes a few minutes and needs no sign-in.'],
  },
  second: {
    subject: 'Your review is still open',
    paragraphs: ['There is still time for your review, whenever it suits you.'],
  },
  last: {
    subject: 'Your review, and how often you want one',
    paragraphs: [
      'Your review is still open, and this is the last reminder of it.',
      'If reviews come too often, or at the wrong time of day, choose another rhythm there.',
    ],
  },
} as const;

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
