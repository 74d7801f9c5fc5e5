import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';

/** Serialises processes that migrate at once. An arbitrary constant. */
const LOCK = 7_206_113;

/**
 * The migrations of a folder, one `<timestamp>-<name>.sql` a migration, in the form that TypeORM runs. SQL files import
 * nothing, so no change of the application can change what a migration did.
 */
function migrationsIn(folder: string): (new () => MigrationInterface)[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const [timestamp, ...words] = file.replace(/\.sql$/, '').split('-');
      return class implements MigrationInterface {
        // TypeORM orders by the thirteen digits at the end of the name.
        readonly name = `${words.join('-')}${timestamp}`;
        async up(runner: QueryRunner): Promise<void> {
          await runner.query(readFileSync(join(folder, file), 'utf8'));
        }
        async down(): Promise<void> {
          throw new Error('Migrations go forward only.');
        }
      };
    });
}

/** A data source of the owner, which migrates; plain pg connections, since a migration holds many statements. */
export function ownerDataSource(url: string, folder: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    migrations: migrationsIn(folder) as never,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 3,
  });
}

/**
 * Applies what is pending; several processes may try at once.
 * @returns the names of the migrations that ran
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const source = await ownerDataSource(url, folder).initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [LOCK]);
    const ran = await source.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await lock.release();
    await source.destroy();
  }
}

/** The newest migration in the folder, as its name stands in the table `migrations`. */
export function newestMigration(folder: string): string | undefined {
  const newest = migrationsIn(folder).at(-1);
  return newest && new newest().name;
}
