import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import type { CatalogueKind } from '../../src/situations/catalogue.columns.js';
import type { Rejected } from '../../src/situations/catalogue.entry.js';
import { CatalogueFile } from '../../src/situations/catalogue.file.js';
import { CatalogueImport, organizationOf } from '../../src/situations/catalogue.import.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { anOrganization } from '../setup/people.js';

const STARTER = join(__dirname, '../../catalogues');
let database: TestDatabase;
let source: DataSource;
let db: Db;
let folder: string;
let organizations = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 4, []).initialize();
  db = new Db(source);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
  await rm(folder, { recursive: true });
});

const organization = () => anOrganization(database, `org-${(organizations += 1)}`);

async function importFile(orgId: string, kind: CatalogueKind, path: string, breakAfter = Infinity) {
  const file = await CatalogueFile.open(path, kind);
  const rejected: Rejected[] = [];
  let batches = 0;
  const work = new CatalogueImport(db, orgId, kind, (line) => rejected.push(line));
  const result = await work.run(file.lines(), () => {
    batches += 1;
    if (batches === breakAfter) throw new Error('broken off');
  });
  return { ...result, lines: rejected.sort((one, other) => one.line - other.line) };
}

async function importText(orgId: string, kind: CatalogueKind, text: string | Buffer) {
  const path = join(folder, 'catalogue.csv');
  await writeFile(path, text);
  return importFile(orgId, kind, path);
}

const rolesOf = (orgId: string) =>
  database.owner(
    `select title, code, description, retired_at, version from catalogue_roles
     where org_id = $1 and code is not null order by code`,
    [orgId],
  );
const none = { added: 0, changed: 0, unchanged: 0, rejected: 0, lines: [] };

test('the starter set is what its files say: importing them changes nothing', async () => {
  const orgId = await organization();
  expect(await importFile(orgId, 'skills', join(STARTER, 'skills.tsv'))).toEqual({ ...none, unchanged: 62 });
  expect(await importFile(orgId, 'roles', join(STARTER, 'roles.tsv'))).toEqual({ ...none, unchanged: 20 });
});

test('a tab-separated file and a quoted one with CRLF and BOM are read alike', async () => {
  const [tabs, commas] = [await organization(), await organization()];
  await importText(
    tabs,
    'roles',
    'O*NET-SOC Code\tTitle\tDescription\n1\tBaker, master\t"Says ""yes"",\nbakes."\n',
  );
  await importText(
    commas,
    'roles',
    '\ufeffTitle,Code,Description\r\n\r\n"Baker, master",1,"Says ""yes"",\r\nbakes."',
  );
  const baker = {
    title: 'Baker, master',
    code: '1',
    description: 'Says "yes",\nbakes.',
    retired_at: null,
    version: 1,
  };
  expect(await rolesOf(tabs)).toEqual([baker]);
  expect(await rolesOf(commas)).toEqual([baker]);
});

test('rejected lines come back with their number and the reason, and the others land', async () => {
  const orgId = await organization();
  const result = await importText(
    orgId,
    'roles',
    'Title,Code,Essential skills\r\nBaker,1,Planning 3\r\n,2,\r\n"Two\r\nlines",3,\r\nBAKER,4,\r\n\r\n' +
      'Mason,1,\r\nCook,5,Juggling 3\r\nTailor,6,Hiring 3; hiring 2\r\nSmith,7,"Hiring 2"\r\nTeam lead,8,',
  );
  expect(result).toEqual({
    added: 3,
    changed: 1,
    unchanged: 0,
    rejected: 5,
    lines: [
      { line: 3, reason: 'The title is empty.' },
      { line: 6, reason: 'Line 2 is about the same.' },
      { line: 8, reason: 'Line 2 is about the same.' },
      { line: 9, reason: 'There is no skill “Juggling”.' },
      { line: 10, reason: 'It requires a skill twice.' },
    ],
  });
  expect((await rolesOf(orgId)).map(({ title }) => title)).toEqual([
    'Baker',
    'Two lines',
    'Smith',
    'Team lead',
  ]);
});

test('the same file again changes nothing; another description or requirement changes that entry alone', async () => {
  const orgId = await organization();
  const file = (text: string, skills: string) =>
    `Title\tCode\tDescription\tEssential skills\nBaker\t1\t${text}\t${skills}\nMason\t2\tBuilds.\tPlanning 2\n`;
  expect(await importText(orgId, 'roles', file('Bakes.', 'Hiring 2'))).toEqual({ ...none, added: 2 });
  expect(await importText(orgId, 'roles', file('Bakes.', 'hiring 2'))).toEqual({ ...none, unchanged: 2 });
  const changed = { ...none, changed: 1, unchanged: 1 };
  expect(await importText(orgId, 'roles', file('Bakes bread.', 'Hiring 2'))).toEqual(changed);
  expect(await importText(orgId, 'roles', file('Bakes bread.', 'Hiring 2; Planning 1'))).toEqual(changed);
  expect((await rolesOf(orgId)).map(({ version }) => version)).toEqual([2, 1]);
});

test('what an admin retired stays retired', async () => {
  const orgId = await organization();
  await database.owner(`update skills set retired_at = now() where org_id = $1`, [orgId]);
  await importText(orgId, 'skills', 'Name\nHiring\nWeaving\n');
  const offered = await database.owner(`select name from skills where org_id = $1 and retired_at is null`, [
    orgId,
  ]);
  expect(offered).toEqual([{ name: 'Weaving' }]);
});

const many = (count: number) =>
  `Code,Title\n${Array.from({ length: count }, (_, at) => `c${at},Role ${at}`).join('\n')}`;

test('an import that breaks off in the middle leaves whole batches, and run again ends where one run ends', async () => {
  const [broken, whole] = [await organization(), await organization()];
  const path = join(folder, 'many.csv');
  await writeFile(path, many(1_200));
  await expect(importFile(broken, 'roles', path, 2)).rejects.toThrow('broken off');
  expect(await rolesOf(broken)).toHaveLength(1_000);
  expect(await importFile(broken, 'roles', path)).toEqual({ ...none, added: 200, unchanged: 1_000 });
  await importFile(whole, 'roles', path);
  expect(await rolesOf(broken)).toEqual(await rolesOf(whole));
});

test('two imports of one file at once add each entry once', async () => {
  const orgId = await organization();
  const path = join(folder, 'many.csv');
  await writeFile(path, many(1_200));
  const results = await Promise.all([importFile(orgId, 'roles', path), importFile(orgId, 'roles', path)]);
  expect(results[0].added + results[1].added).toBe(1_200);
  expect(results[0].unchanged + results[1].unchanged).toBe(1_200);
  expect(await rolesOf(orgId)).toHaveLength(1_200);
});

test('a quote that is not closed is told where it opens, and what stands before it lands', async () => {
  const orgId = await organization();
  expect(await importText(orgId, 'roles', 'Title,Code\nBaker,1\n"Mason,2\nCook,3\n')).toEqual({
    ...none,
    added: 1,
    rejected: 1,
    lines: [{ line: 3, reason: 'From here on a quote is not closed: what stands behind it was not read.' }],
  });
  const long = `Title,Code\nBaker,1\nMason,${'x'.repeat(70_000)}\nCook,3\n`;
  expect((await importText(orgId, 'roles', long)).lines).toEqual([
    {
      line: 3,
      reason: 'It is longer than 64 KB, or a quote is not closed: what stands behind it was not read.',
    },
  ]);
});

test('a quote in the middle of a text stands for itself', async () => {
  const orgId = await organization();
  await importText(orgId, 'roles', 'Code\tTitle\n1\tThe 12" baker\n2\tMason\n');
  expect((await rolesOf(orgId)).map(({ title }) => title)).toEqual(['The 12" baker', 'Mason']);
});

test('a file that is none, is empty, or has no column for the name is refused', async () => {
  const orgId = await organization();
  await expect(importFile(orgId, 'roles', join(folder, 'missing.csv'))).rejects.toThrow('ENOENT');
  await expect(importFile(orgId, 'roles', folder)).rejects.toThrow('It is no file.');
  await expect(importText(orgId, 'roles', '')).rejects.toThrow('It is empty.');
  await expect(importText(orgId, 'roles', 'Code,Description\n1,2\n')).rejects.toThrow(
    'The first line names no column for the title',
  );
});

test('an organization is found by its slug, unless it is closed', async () => {
  const orgId = await anOrganization(database, 'harbour');
  expect(await organizationOf(db, 'harbour')).toBe(orgId);
  expect(await organizationOf(db, 'nowhere')).toBeNull();
  await database.owner(`update organizations set status = 'CLOSED' where id = $1`, [orgId]);
  expect(await organizationOf(db, 'harbour')).toBeNull();
});
