import { createHash } from 'node:crypto';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import type { CaseloadSnapshot } from '../../../src/reports/caseload.snapshot.js';
import { renderCaseload } from '../../../src/reports/render/render-caseload.js';
import { caseload } from './caseload.fixture.js';
import { elsewhere, hashOf } from './new-process.js';

const hostileTitles = [
  '#eval("1")',
  '#panic("stop")',
  '$x$',
  ']',
  '*bold* _slanted_ `raw` \\ // not a comment',
  '</svg> & <script>',
  'Zoë → “done” ½',
  'שלום',
  'Launch 🚀 now',
];

describe('the caseload report', () => {
  it('gives the same bytes for the same snapshot in another process', () => {
    const snapshot = caseload(14);
    expect(hashOf(renderCaseload(snapshot))).toBe(elsewhere('render-caseload', renderCaseload, snapshot));
  });

  it('gives the same bytes whatever the order of keys in the snapshot', () => {
    const snapshot = caseload(3);
    const shuffled = Object.fromEntries(Object.entries(snapshot).reverse()) as unknown as CaseloadSnapshot;
    expect(renderCaseload(shuffled)).toEqual(renderCaseload(snapshot));
  });

  it('gives the same bytes whatever was rendered before it', () => {
    const first = renderCaseload(caseload(2));
    renderCaseload(
      caseload(9, { coachName: 'Canary Person', organization: { name: 'Canary Ltd', color: '#112233' } }),
    );
    const again = renderCaseload(caseload(2));
    expect(sha256(again.pdf)).toBe(sha256(first.pdf));
  });

  it('prints user text as it stands and never reads it as markup', async () => {
    const printed = await textOf(renderCaseload(withTitles(hostileTitles)).pdf);
    for (const title of hostileTitles) expect(printed).toContain(title);
  });

  it('prints Arabic in Arabic letters', async () => {
    const printed = await textOf(renderCaseload(withTitles(['مرحبا'])).pdf);
    for (const letter of 'مرحبا') expect(printed).toContain(letter);
  });

  it('cuts a title of 2,000 characters and names an empty one', async () => {
    const printed = await textOf(
      renderCaseload(withTitles(['x'.repeat(2000), 'many words '.repeat(180), ''])).pdf,
    );
    const letters = printed.replace(/[\s\u200B]/g, '');
    expect(letters).toContain(`${'x'.repeat(159)}…`);
    expect(letters).not.toContain('x'.repeat(160));
    expect(printed).toContain('Untitled goal');
  });

  it('renders a character that no font has, without the claim of PDF/UA', async () => {
    const plain = await metadataOf(renderCaseload(withTitles(['目標'])).pdf);
    const claimed = await metadataOf(renderCaseload(withTitles(['Goal'])).pdf);
    expect(plain).not.toContain('pdfuaid:part');
    expect(claimed).toContain('pdfuaid:part');
  });

  it('renders a coach without clients', async () => {
    const empty = caseload(0, {
      totals: { clients: 0, sessionsHeld: 0, hours: 0, overdueReviews: 0, staleGoals: 0 },
      sessionsPerWeek: [],
    });
    const printed = await textOf(renderCaseload(empty).pdf);
    expect(printed).toContain('Nobody at the moment.');
    expect(printed).toContain('No clients yet.');
  });

  it('tells screen readers its title and language, and is tagged', async () => {
    const pdf = await getDocumentProxy(new Uint8Array(renderCaseload(caseload(14)).pdf));
    const { info } = await getMeta(pdf);
    expect(info).toMatchObject({
      Title: 'Caseload of Marta Lindqvist',
      Author: 'Northwind Leadership Institute',
      Language: 'en',
    });
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    expect(pdf.numPages).toBe(3);
  });

  it('is dated by its snapshot, not by the clock', async () => {
    const { info } = await getMeta(await getDocumentProxy(new Uint8Array(renderCaseload(caseload(1)).pdf)));
    expect(info['CreationDate']).toMatch(/^D:20261123/);
    expect(info['ModDate']).toBe(info['CreationDate']);
  });

  it('reads from cover to figures to who needs attention to the clients', async () => {
    const printed = await textOf(renderCaseload(caseload(14)).pdf);
    const order = [
      'Northwind Leadership Institute',
      'Caseload of Marta Lindqvist',
      'As of 23 November 2026 at 09:00 (Europe/Berlin)',
      'sessions in 28 days',
      'Sessions per week',
      'Goal health',
      'Who needs attention',
      'Daniel Nguyễn',
      'No session in 31 days and none booked',
      'Clients',
      'Amara Okafor',
      'since Jan 2026',
      'Next session Tue 1 Dec, 10:30',
      'Lead the quarterly planning round',
      'Benedikt Höfer',
    ];
    let at = 0;
    for (const part of order) {
      const found = printed.indexOf(part, at);
      expect({ part, found: found >= at }).toEqual({ part, found: true });
      at = found + part.length;
    }
  });

  it('describes its charts in words', async () => {
    const pdf = await getDocumentProxy(new Uint8Array(renderCaseload(caseload(14)).pdf));
    const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
    expect(tree).toContain(
      'Sessions held per week, from the week of 31 Aug 2026: 4, 6, 5, 7, 3, 0, 5, 8, 6, 7, 9, 5.',
    );
    expect(tree).toContain(
      'Active goals by health: 4 overdue, 1 off track, 3 at risk, 2 stale, 3 not known yet, 11 on track.',
    );
  });

  it('prints instants in the zone of the snapshot, and US letter dates for a US reader', async () => {
    const printed = await textOf(
      renderCaseload(caseload(1, { zone: 'America/New_York', locale: 'en-US' })).pdf,
    );
    expect(printed.replace(/\s+/g, ' ')).toContain('As of November 23, 2026 at 3:00 AM (America/New_York)');
  });

  it('says each goal on a row of the CSV, and each client at least once', () => {
    const lines = renderCaseload(caseload(5)).csv.split('\r\n');
    expect(lines).toHaveLength(1 + 8 + 1);
    expect(lines[0]).toBe(
      '\uFEFFclient,job_title,since,last_session_at,next_session_at,overdue_reviews,attention,goal,goal_health,goal_progress,goal_target_date,goal_last_progress_at',
    );
    expect(lines[1]).toBe(
      'Amara Okafor,"Senior engineer, platform",2026-01-01,2026-11-01T14:00:00.000Z,2026-12-01T09:30:00.000Z,0,,Lead the quarterly planning round for the platform team,ON_TRACK,0,2027-01-15,2026-11-01T10:00:00.000Z',
    );
    expect(lines[8]).toBe(
      'Ewa Wiśniewska,Head of facilities,2026-05-05,2026-11-05T14:00:00.000Z,2026-12-05T09:30:00.000Z,0,,,,,,',
    );
  });

  it('gives the snapshot itself as JSON', () => {
    const snapshot = caseload(5);
    expect(JSON.parse(renderCaseload(snapshot).json)).toEqual(snapshot);
  });

  it('prints 60 clients in well under a second', () => {
    renderCaseload(caseload(1));
    const before = process.cpuUsage();
    renderCaseload(caseload(60));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

function withTitles(titles: readonly string[]): CaseloadSnapshot {
  const snapshot = caseload(1);
  const [client] = snapshot.clients;
  const [goal] = client?.goals ?? [];
  if (!client || !goal) throw new Error('the fixture has a client with a goal');
  return { ...snapshot, clients: [{ ...client, goals: titles.map((title) => ({ ...goal, title })) }] };
}

async function textOf(pdf: Buffer): Promise<string> {
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
  return text;
}

async function metadataOf(pdf: Buffer): Promise<string> {
  const { metadata } = await (await getDocumentProxy(new Uint8Array(pdf))).getMetadata();
  return metadata?.getRaw() ?? '';
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
