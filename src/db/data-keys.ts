import { Injectable } from '@nestjs/common';
import { Db } from './db.js';
import { keyIdOf, Keys, SealBroken, type DataKey, type Place } from './keys.js';

/** Seals one text for its place in the organization of the unit of work. */
export type Seal = (text: string, place: Omit<Place, 'orgId'>) => string;

/** The key that an organization's private texts and files are sealed with, made when the first is written. */
@Injectable()
export class DataKeys {
  constructor(
    private readonly db: Db,
    private readonly keys: Keys,
  ) {}

  /** Seals with the newest key of the current unit of work's organization. */
  async sealer(): Promise<Seal> {
    const { orgId } = this;
    const key = await this.key();
    return (text, place) => this.keys.seal(text, key, { ...place, orgId });
  }

  /** As `sealer`, for the bytes of a file. */
  async sealFile(bytes: Buffer, place: Omit<Place, 'orgId'>): Promise<Buffer> {
    return this.keys.sealBytes(bytes, await this.key(), { ...place, orgId: this.orgId });
  }

  /** @throws SealBroken */
  async open(sealed: string, place: Omit<Place, 'orgId'>): Promise<string> {
    return this.keys.open(sealed, await this.wrapped(keyIdOf(sealed)), { ...place, orgId: this.orgId });
  }

  /** @throws SealBroken */
  async openFile(sealed: Buffer, place: Omit<Place, 'orgId'>): Promise<Buffer> {
    return this.keys.openBytes(sealed, await this.wrapped(keyIdOf(sealed)), { ...place, orgId: this.orgId });
  }

  private get orgId(): string {
    const { actor } = this.db;
    if (actor.kind === 'nobody') throw new Error('Sealing needs an organization.');
    return actor.orgId;
  }

  private async key(): Promise<DataKey> {
    return (await this.newest()) ?? (await this.first(this.orgId));
  }

  private async wrapped(id: string): Promise<Buffer> {
    const [key] = await this.db.query<DataKey>(
      'select wrapped from data_keys where org_id = app.org_id() and id = $1',
      [id],
    );
    if (!key) throw new SealBroken();
    return key.wrapped;
  }

  private async newest(): Promise<DataKey | undefined> {
    const [key] = await this.db.query<DataKey>(
      'select id, wrapped from data_keys where org_id = app.org_id() order by created_at desc, id desc limit 1',
    );
    return key;
  }

  /** The lock lasts until the commit: whoever waits for it then finds the other's key, and one is made. */
  private async first(orgId: string): Promise<DataKey> {
    await this.db.query(`select pg_advisory_xact_lock(hashtextextended('data_keys ' || $1, 0))`, [orgId]);
    const made = await this.newest();
    if (made) return made;
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    const key = { id: row!.id, wrapped: this.keys.newDataKey(orgId, row!.id) };
    await this.db.query('insert into data_keys (id, wrapped) values ($1, $2)', [key.id, key.wrapped]);
    return key;
  }
}
