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

/** It says that a review is open and nothing of what is in it. */
export function reviewReminderMail(
  brand: MailBrand,
  reminder: { url: string; unsubscribeUrl: string },
): RenderedMail {
  const subject = 'Time for your review';
  return renderMail(brand, {
    subject,
    preheader: 'A few questions, a few minutes.',
    heading: subject,
    paragraphs: ['Your next review is open. It takes a few minutes.'],
    button: { label: 'Answer now', url: reminder.url },
    footnote: 'You are asked to sign in, so that nobody else can answer in your place.',
    unsubscribeUrl: reminder.unsubscribeUrl,
  });
}

/** It says that a check-in waits and nothing of any. */
export function checkInReminderMail(
  brand: MailBrand,
  reminder: { url: string; unsubscribeUrl: string },
): RenderedMail {
  const subject = 'Time for your check-in';
  return renderMail(brand, {
    subject,
    preheader: 'A few sentences to answer, five minutes.',
    heading: subject,
    paragraphs: [
      'Your next check-in waits for you. It takes about five minutes, and you can pause at any time.',
    ],
    button: { label: 'Start now', url: reminder.url },
    footnote: 'Your answers are yours alone: nobody else can ever read them.',
    unsubscribeUrl: reminder.unsubscribeUrl,
  });
}

/** It says what became of a session, or of several, and when; what they are about is nowhere in it. */
export function calendarMail(
  brand: MailBrand,
  news: { subject: string; sentences: string[]; url: string },
): RenderedMail {
  return renderMail(brand, {
    subject: news.subject,
    preheader: news.sentences[0]!,
    heading: news.subject,
    paragraphs: news.sentences,
    button: { label: 'See it in Waymark', url: news.url },
    footnote:
      'The attached entry brings your calendar up to date. Answering it reaches nobody: to move or cancel, go to Waymark.',
  });
}

/** It says that a session is near and nothing of what it is about. */
export function sessionReminderMail(
  brand: MailBrand,
  reminder: { within: 'a day' | 'an hour'; url: string; unsubscribeUrl: string },
): RenderedMail {
  const subject = `Your session begins within ${reminder.within}`;
  return renderMail(brand, {
    subject,
    preheader: 'See when and where.',
    heading: subject,
    paragraphs: ['You have a session soon. See when and where it is held.'],
    button: { label: 'See the session', url: reminder.url },
    footnote: 'You are asked to sign in, so that nobody else learns what it is about.',
    unsubscribeUrl: reminder.unsubscribeUrl,
  });
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
