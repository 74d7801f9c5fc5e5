/** Minutes as they were worked; hours are minutes / 60, rounded to two decimals. Paid and pro bono. */
export interface Worked {
  paidMinutes: number;
  paidHours: number;
  proBonoMinutes: number;
  proBonoHours: number;
}

/** Everything that a log of hours says, fixed at `asOf`: the fields that the ICF asks for in a client coaching log. */
export interface CoachHoursSnapshot {
  /** The layout that the snapshot was taken for; a stored snapshot renders with its own version for ever. */
  templateVersion: 1;
  /** ISO 8601 instant. */
  asOf: string;
  /** IANA zone in which a session has the day that it counts on. */
  zone: string;
  /** BCP 47; names are sorted by it. */
  locale: string;
  organization: { name: string };
  coachName: string;
  /** Calendar dates, both included. */
  since: string;
  until: string;
  /** In the order in which they are listed. */
  entries: CoachHoursEntry[];
  /** Those who did not let themselves be named; their hours are in the totals. */
  unnamed: Worked & { clients: number };
  /** Of the minutes, not of the rounded hours. */
  totals: { individual: Worked; group: Worked; all: Worked };
}

/** One engagement with a client, or one group. */
export interface CoachHoursEntry extends Worked {
  kind: 'INDIVIDUAL' | 'GROUP';
  name: string;
  /** An e-mail address; null for a group, whose members are not named. */
  contact: string | null;
  /** How many were in the group; null for an individual. */
  people: number | null;
  /** Calendar dates: of the engagement, or of the first and last meeting that is counted. No end while it goes on. */
  startsOn: string;
  endsOn: string | null;
}
