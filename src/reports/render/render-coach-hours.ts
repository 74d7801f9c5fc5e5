import type { CoachHoursEntry, CoachHoursSnapshot, Worked } from '../coach-hours.snapshot.js';
import { canonicalJson } from './canonical-json.js';
import { csv, type CsvCell } from './csv.js';
import { plural } from './printer.js';

/** Pure: equal snapshots give equal bytes, in any process and whatever the order of their keys. */
export function renderCoachHours(snapshot: CoachHoursSnapshot): { csv: string; json: string } {
  const { entries, unnamed, totals } = snapshot;
  const others = `${unnamed.clients} ${plural(unnamed.clients, 'client')} who ${unnamed.clients === 1 ? 'is' : 'are'} not named`;
  return {
    csv: csv([
      header,
      ...entries.map(entryRow),
      ...(unnamed.clients > 0 ? [row([others, null, kinds.INDIVIDUAL], unnamed)] : []),
      row(['Total, individual'], totals.individual),
      row(['Total, group'], totals.group),
      row(['Total'], totals.all),
    ]),
    json: canonicalJson(snapshot),
  };
}

/** The fields of the ICF's client coaching log, in its words. */
const header = [
  'Client name',
  'Contact information',
  'Individual or group',
  'Number in group',
  'Start date',
  'End date',
  'Paid hours',
  'Pro bono hours',
];

const kinds: Record<CoachHoursEntry['kind'], string> = { INDIVIDUAL: 'Individual', GROUP: 'Group' };

function entryRow(entry: CoachHoursEntry): CsvCell[] {
  return row(
    [entry.name, entry.contact, kinds[entry.kind], entry.people, entry.startsOn, entry.endsOn],
    entry,
  );
}

/** Every record has as many fields as the header. */
function row(words: CsvCell[], { paidHours, proBonoHours }: Worked): CsvCell[] {
  const blanks = Array.from({ length: header.length - 2 - words.length }, () => null);
  return [...words, ...blanks, paidHours.toFixed(2), proBonoHours.toFixed(2)];
}
