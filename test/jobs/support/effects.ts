import pg from 'pg';
import type { TestDatabase } from '../../setup/database.js';

/**
 * Where the handlers of the fixture leave their effects, of which one kind is unique for a subject, and count their
 * runs.
 */
export async function createEffects(database: TestDatabase): Promise<void> {
  // The owner of the template owns its tables, but not the schema of a clone.
  const superuser = new pg.Client(database.superUrl);
  await superuser.connect();
  await superuser.query('grant create on schema public to waymark_owner');
  await superuser.end();
  await database.owner(`
    create table effects (
      org_id uuid not null default app.org_id(), id uuid default uuidv7(), subject_id uuid not null, note text not null,
      at timestamptz not null default clock_timestamp(), primary key (org_id, id), unique (org_id, subject_id, note)
    );
    create table runs (
      org_id uuid not null default app.org_id(), id uuid default uuidv7(), subject_id uuid not null,
      primary key (org_id, id)
    );
    select app.protect('effects'), app.protect('runs')`);
}
