import { appDataSource } from '../../src/db/data-source.js';
import { entities } from '../../src/entities.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

interface Column {
  table: string;
  column: string;
  nullable: boolean;
  isArray: boolean;
  type: string;
}

/** TypeORM's words and PostgreSQL's for one type. */
const same: Record<string, string> = {
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  int: 'integer',
};

test('every column that an entity names is in the database, with its type, and null where it may be', async () => {
  const source = await appDataSource(database.appUrl, 2, entities).initialize();
  const declared: Column[] = source.entityMetadatas.flatMap(({ tableName, columns }) =>
    columns.map(({ databaseName, isNullable, isArray, type }) => ({
      table: tableName,
      column: databaseName,
      nullable: isNullable,
      isArray,
      type: same[String(type)] ?? String(type),
    })),
  );
  await source.destroy();
  const stored = await database.owner<Column>(
    `select c.relname as table, a.attname as column, not a.attnotnull as nullable, t.typcategory = 'A' as "isArray",
            format_type(case when t.typcategory = 'A' then t.typelem else t.oid end, null) as type
     from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
     where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped`,
  );
  const wrong = declared.filter(
    (column) => !stored.some((other) => JSON.stringify(sorted(other)) === JSON.stringify(sorted(column))),
  );
  expect(declared.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

const sorted = ({ table, column, nullable, isArray, type }: Column) => [
  table,
  column,
  nullable,
  isArray,
  type,
];
