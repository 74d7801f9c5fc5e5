import type { CoachHoursSnapshot } from '../../../src/reports/coach-hours.snapshot.js';
import { renderCoachHours } from '../../../src/reports/render/render-coach-hours.js';
import { coachHours, worked } from './coach-hours.fixture.js';
import { elsewhere, hashOf } from './new-process.js';

/** The records of the CSV, behind its byte order mark. */
const records = (snapshot: CoachHoursSnapshot) =>
  renderCoachHours(snapshot).csv.replace('\uFEFF', '').split('\r\n').slice(0, -1);

describe('the log of hours', () => {
  it('has the fields of the ICF’s client coaching log, a record each engagement and group, and totals', () => {
    expect(records(coachHours())).toEqual([
      'Client name,Contact information,Individual or group,Number in group,Start date,End date,Paid hours,Pro bono hours',
      'Amara Okafor,amara@example.test,Individual,,2026-01-05,,2.33,0.00',
      '"Höfer, Benedikt",benedikt@example.test,Individual,,2025-03-01,2026-03-01,0.00,0.83',
      'Women in logistics,,Group,7,2026-02-03,2026-05-05,0.00,3.00',
      '2 clients who are not named,,Individual,,,,0.75,0.50',
      '"Total, individual",,,,,,3.08,1.33',
      '"Total, group",,,,,,0.00,3.00',
      'Total,,,,,,3.08,4.33',
    ]);
  });

  it('says nothing of clients who are not named where there are none, and of one in the singular', () => {
    const none = coachHours({ unnamed: { clients: 0, ...worked(0, 0) } });
    expect(records(none).join('\n')).not.toContain('not named');
    const one = coachHours({ unnamed: { clients: 1, ...worked(60, 0) } });
    expect(records(one)).toContain('1 client who is not named,,Individual,,,,1.00,0.00');
  });

  it.each(['=', '+', '-', '@'])('keeps a name and an address that begin with %s from running', (sign) => {
    const [entry] = coachHours().entries;
    const hostile = { ...entry!, name: `${sign}cmd|' /C calc'!A0`, contact: `${sign}evil@example.test` };
    const line = records(coachHours({ entries: [hostile] }))[1]!;
    expect(line).toBe(
      `'${sign}cmd|' /C calc'!A0,'${sign}evil@example.test,Individual,,2026-01-05,,2.33,0.00`,
    );
  });

  it('gives the same bytes in another process, and whatever the order of keys', () => {
    const snapshot = coachHours();
    expect(hashOf(renderCoachHours(snapshot))).toBe(
      elsewhere('render-coach-hours', renderCoachHours, snapshot),
    );
    const shuffled = Object.fromEntries(Object.entries(snapshot).reverse()) as unknown as CoachHoursSnapshot;
    expect(renderCoachHours(shuffled)).toEqual(renderCoachHours(snapshot));
  });

  it('gives the snapshot itself as JSON', () => {
    expect(JSON.parse(renderCoachHours(coachHours()).json)).toEqual(coachHours());
  });
});
