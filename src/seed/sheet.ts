// What is to be loaded, row by row, with what the application would have kept beside it.
import type { Keys, Place } from '../db/keys.js';
import { TABLES, type Row, type Table } from './loader.js';
import type { Random } from './random.js';
import type { EngagementFacts, PersonFacts, ProfileOfClient, ProfileOfCoach } from './sheet.facts.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/**
 * Ids are made as if this were today: on any day the same seed gives the same ids, in the order of their rows' instants,
 * and whatever is added later sorts behind them.
 */
const ID_TODAY = Date.UTC(2025, 0, 1);

/** ms since the epoch to what PostgreSQL reads. */
export const instant = (at: number) => new Date(at).toISOString();
export const date = (at: number) => instant(at).slice(0, 10);

/** The rows of one organization. */
export class Sheet {
  readonly tables = Object.fromEntries(TABLES.map((table) => [table, [] as Row[]])) as Record<Table, Row[]>;
  readonly orgId: string;
  private dataKey: { id: string; wrapped: Buffer } | undefined;

  /** @param today midnight of the day that everything is told from, ms since the epoch */
  constructor(
    private readonly random: Random,
    private readonly today: number,
    private readonly keys: Keys,
    organization: { name: string; slug: string; zone: string; at: number },
  ) {
    const { name, slug, zone, at } = organization;
    this.orgId = this.id(at);
    this.tables.organizations.push({ id: this.orgId, name, slug, time_zone: zone, created_at: instant(at) });
  }

  get rowCount(): number {
    return TABLES.reduce((sum, table) => sum + this.tables[table].length, 0);
  }

  id(at: number): string {
    return this.random.id(at - this.today + ID_TODAY);
  }

  add(table: Table, row: Row): void {
    this.tables[table].push({ org_id: this.orgId, ...row });
  }

  person({ name, email, roles, zone, at, passwordHash, disabled = false }: PersonFacts): string {
    const [userId, id] = [this.id(at), this.id(at)];
    const created_at = instant(at);
    this.tables.users.push({ id: userId, email, password_hash: passwordHash, created_at });
    const status = disabled ? 'DISABLED' : 'ACTIVE';
    this.add('members', { id, user_id: userId, name, email, roles, status, time_zone: zone, created_at });
    return id;
  }

  client(id: string, at: number, profile: ProfileOfClient): void {
    const { jobTitle, careerStage, department, location } = profile;
    this.add('clients', {
      id,
      job_title: jobTitle,
      department,
      location,
      career_stage: careerStage,
      created_at: instant(at),
    });
    this.add('check_in_schedules', { id, next_at: instant(at) });
  }

  coach(id: string, at: number, profile: ProfileOfCoach): void {
    this.add('coaches', { id, ...profile, created_at: instant(at) });
  }

  engagement({ coachId, clientId, from, until, status, paid = true }: EngagementFacts): string {
    const id = this.id(from);
    const signed = status !== 'PROPOSED';
    this.add('engagements', {
      id,
      coach_id: coachId,
      client_id: clientId,
      starts_on: date(from),
      ends_on: until === undefined ? null : date(until),
      paid,
      status,
      coach_signed_at: signed ? instant(from + 2 * HOUR) : null,
      client_signed_at: signed ? instant(from + 5 * HOUR) : null,
      created_at: instant(from),
      version: signed ? 3 : 1,
    });
    return id;
  }

  /** Seals a text for its place, with a key of the organization's own. */
  seal(text: string, place: Omit<Place, 'orgId'>): string {
    this.dataKey ??= this.newDataKey();
    return this.keys.seal(text, this.dataKey, { ...place, orgId: this.orgId });
  }

  /** Seals the texts of one row by their columns; what is left out stays null. */
  sealRow(table: Table, rowId: string): (column: string, text: string | undefined) => string | null {
    return (column, text) => (text === undefined ? null : this.seal(text, { table, column, rowId }));
  }

  private newDataKey() {
    const id = this.id(this.today);
    const wrapped = this.keys.newDataKey(this.orgId, id);
    this.add('data_keys', { id, wrapped: `\\x${wrapped.toString('hex')}`, created_at: instant(this.today) });
    return { id, wrapped };
  }
}
