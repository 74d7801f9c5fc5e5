import type { ReminderTopic } from './reminder-opt-out.entity.js';

/** What the mails of a topic remind of. */
const subjects: Record<ReminderTopic, string> = {
  REVIEWS: 'reviews',
  CHECK_INS: 'check-ins',
  LEARNING: 'what you learn and of risks that you took',
  ACTIONS: 'your if-then plans',
  SESSIONS: 'sessions and of meetings of your groups',
};

const pages = {
  ask: {
    title: 'Stop these reminders?',
    words: 'You will get no more mails that remind you of {subject}. Everything itself stays where it is.',
    button: true,
  },
  done: {
    title: 'Stopped',
    words: 'You will get no more mails that remind you of {subject}.',
    button: false,
  },
  unknown: {
    title: 'This link does not work',
    words: 'It may have been cut off. Copy the whole address from the mail and try again.',
    button: false,
  },
  unavailable: {
    title: 'Not just now',
    words: 'This did not work for a reason of ours. Please try again in a few minutes.',
    button: false,
  },
} as const;

/**
 * A page of its own, without scripts or anything from elsewhere. The button posts to the address of the page.
 * @param topic of the mail; null where the link does not say
 */
export function unsubscribePage(page: keyof typeof pages, topic: ReminderTopic | null): string {
  const { title, words: template, button } = pages[page];
  const words = topic ? template.replace('{subject}', subjects[topic]) : template;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; color: #1c2b2a; }
button { font: inherit; padding: .6rem 1.2rem; border: 0; border-radius: .4rem; background: #1f5f5b; color: #fff; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${words}</p>
${button ? '<form method="post"><button type="submit">Stop these mails</button></form>' : ''}
</main>
</body>
</html>
`;
}
