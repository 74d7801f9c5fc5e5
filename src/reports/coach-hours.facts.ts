/** What the database says of the hours that a coach worked, read in one statement. Instants are epoch milliseconds. */
export interface CoachHoursFacts {
  coach: { name: string; zone: string; locale: string };
  organization: { name: string };
  /** The clients who let themselves be named, by engagement. */
  named: {
    engagementId: string;
    clientId: string;
    name: string;
    email: string;
    /** Calendar dates; no end while it is open. */
    startsOn: string;
    endedOn: string | null;
    paid: boolean;
    minutes: number;
  }[];
  /** All the others, together. */
  unnamed: { clients: number; paidMinutes: number; proBonoMinutes: number };
  groups: {
    name: string;
    firstAt: number;
    lastAt: number;
    /** The most who were at one meeting, beside the coach. */
    people: number;
    minutes: number;
  }[];
}
