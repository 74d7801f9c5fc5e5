import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import type { ClosingSnapshot } from '../../../src/reports/closing.snapshot.js';
import { renderClosing } from '../../../src/reports/render/render-closing.js';
import { closing } from './closing.fixture.js';
import { elsewhere, hashOf } from './new-process.js';

const nothing = { count: 0, items: [] };

describe('the closing report', () => {
  it('reads from cover to figures to check-ins, goals, wins, actions, learning and thanks', async () => {
    const printed = await textOf(closing());
    const order = [
      'Northwind Leadership Institute',
      'What Amara Okafor takes away',
      'As of 23 November 2026 at 09:00 (Europe/Berlin)',
      '14 sessions held',
      '2 goals reached',
      '120 actions done',
      '3 wins',
      '2 thanks',
      'Coaching with Marta Lindqvist, 5 Jan 2026 to 22 Nov 2026; it came to its end.',
      '14 sessions held, 17.5 hours in all; 1 missed.',
      'Check-ins',
      'At the start 4 Jan 2026 62.5 Stuck',
      'At the end 20 Nov 2026 38 Watch',
      'Less stuck by 24.5 points.',
      'Goals',
      'Lead the quarterly planning round for the platform team in rounds led 0 4 3 75 % Reached in part on 2 Nov 2026',
      'Finish the data-engineering certificate in milestones 0 5 5 100 % Reached on 30 Jun 2026',
      'Speak calmly when plans change Level -2 Level 0 Level -1 50 % Worked on for 31 Jan 2027',
      'Answer within a day 40 % 90 % – 0 % Given up on 2 Nov 2026',
      'Publish a talk Not done Done Done 100 % Reached on 2 Nov 2026',
      'Wins',
      '2 Feb 2026 Action done: Ask Ines for feedback for the goal Lead the quarterly planning round',
      '2 Mar 2026 6 of eight weeks active',
      '4 May 2026 Came back after a setback: Book the room again',
      'Actions done',
      '2 Feb 2026 Ask Ines for feedback',
      'The latest 2 of 120.',
      'Learning finished',
      '12 Apr 2026 Thinking in systems Book · Donella Meadows',
      'Thanks',
      '3 Feb 2026 Benedikt Höfer for action done: Ask Ines for feedback',
      '3 Mar 2026 Somebody who is not here any more for 6 of eight weeks active',
    ];
    let at = 0;
    for (const part of order) {
      const found = printed.indexOf(part, at);
      expect({ part, found: found >= at }).toEqual({ part, found: true });
      at = found + part.length;
    }
  });

  it('says what there was none of', async () => {
    const printed = await textOf(
      closing({
        checkIns: { start: null, end: null },
        goals: [],
        wins: nothing,
        actions: nothing,
        learning: nothing,
        thanks: nothing,
        sessions: { held: 1, missed: 0, hours: 1 },
        engagement: { startsOn: '2026-01-05', endsOn: '2026-01-20', ending: 'ENDED_EARLY' },
      }),
    );
    for (const words of [
      'it ended early.',
      '1 session held, 1 hour in all; none missed.',
      'No check-in was taken about this time.',
      'No goal was worked on in this time.',
      'No wins in this time.',
      'No action was done in this time.',
      'Nothing was finished in this time.',
      'No thanks came in this time.',
    ]) {
      expect(printed).toContain(words);
    }
  });

  it('says of a single check-in only how it began, and of a rise that it is one', async () => {
    const start = { on: '2026-01-04', index: 30, band: 'WATCH' as const };
    const alone = await textOf(closing({ checkIns: { start, end: null } }));
    expect(alone).toContain('At the start 4 Jan 2026 30 Watch');
    expect(alone).not.toContain('At the end');
    expect(alone).not.toContain('stuck by');
    const end = { ...start, on: '2026-11-20', index: 31 };
    expect(await textOf(closing({ checkIns: { start, end } }))).toContain('More stuck by 1 point.');
    expect(await textOf(closing({ checkIns: { start, end: { ...end, index: 30 } } }))).toContain(
      'As much as at the start.',
    );
  });

  it('prints user text as it stands and never reads it as markup', async () => {
    const hostile = ['#panic("stop")', '$x$', ']', '*bold* _slanted_ `raw` \\ // no comment', 'שלום'];
    const printed = await textOf(
      closing({
        actions: { count: 5, items: hostile.map((title) => ({ title, doneOn: '2026-02-02' })) },
        clientName: '#eval("1")',
      }),
    );
    for (const text of [...hostile, 'What #eval("1") takes away']) expect(printed).toContain(text);
  });

  it('gives the same bytes in another process, and whatever the order of keys', () => {
    const snapshot = closing();
    expect(hashOf(renderClosing(snapshot))).toBe(elsewhere('render-closing', renderClosing, snapshot));
    const shuffled = Object.fromEntries(Object.entries(snapshot).reverse()) as unknown as ClosingSnapshot;
    expect(renderClosing(shuffled)).toEqual(renderClosing(snapshot));
  });

  it('tells screen readers its title and language, is tagged, and is dated by its snapshot', async () => {
    const pdf = await getDocumentProxy(new Uint8Array(renderClosing(closing()).pdf));
    const { info, metadata } = await getMeta(pdf);
    expect(info).toMatchObject({
      Title: 'What Amara Okafor takes away',
      Author: 'Northwind Leadership Institute',
      Language: 'en',
    });
    expect(info['CreationDate']).toMatch(/^D:20261123/);
    expect(metadata?.getRaw()).toContain('pdfuaid:part');
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
  });

  it('gives the snapshot itself as JSON', () => {
    expect(JSON.parse(renderClosing(closing()).json)).toEqual(closing());
  });
});

async function textOf(snapshot: ClosingSnapshot): Promise<string> {
  const { text } = await extractText(new Uint8Array(renderClosing(snapshot).pdf), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}
