import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const SRC = join(__dirname, '../../src');

/** Folders that every module may stand on; they know no module. */
const KERNEL = ['config', 'db', 'graphql', 'auth', 'jobs', 'mail', 'files'];

interface Source {
  /** As `goals/goals.service.ts`. */
  file: string;
  folder: string;
  text: string;
  /** Files under src that it imports. */
  imports: string[];
}

const sources: Source[] = (readdirSync(SRC, { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts'))
  .map((file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    const found = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)\.js'/g)];
    return {
      file,
      folder: file.includes('/') ? file.split('/')[0]! : '',
      text,
      imports: found.map(([, path]) => `${relative(SRC, join(SRC, dirname(file), path!))}.ts`),
    };
  });

const folderOf = (file: string) => (file.includes('/') ? file.split('/')[0]! : '');

/** Feature folders in the order of app.module.ts. */
const order = [...readFileSync(join(SRC, 'app.module.ts'), 'utf8').matchAll(/^ {4}(\w+)Module(?:\.|,)/gm)]
  .map(([, name]) => name!.toLowerCase())
  .filter((name) => sources.some(({ folder }) => folder === name) && !KERNEL.includes(name));

test('every feature folder is a module in app.module.ts', () => {
  const features = new Set(
    sources.map(({ folder }) => folder).filter((folder) => folder && !KERNEL.includes(folder)),
  );
  // The seed writes all tables and serves nobody.
  features.delete('seed');
  expect([...features].sort()).toEqual([...order].sort());
});

test('the kernel imports no feature', () => {
  const wrong = sources
    .filter(({ folder }) => KERNEL.includes(folder))
    .flatMap(({ file, imports }) =>
      imports
        .filter((target) => folderOf(target) && !KERNEL.includes(folderOf(target)))
        .map((target) => `${file} → ${target}`),
    );
  expect(wrong).toEqual([]);
});

test('a feature imports only features that stand before it', () => {
  const wrong = sources
    .filter(({ folder }) => order.includes(folder))
    .flatMap(({ file, folder, imports }) =>
      imports
        .filter((target) => order.indexOf(folderOf(target)) > order.indexOf(folder))
        .map((target) => `${file} → ${target}`),
    );
  expect(wrong).toEqual([]);
});

test('of another feature only its module, services, schema, entities and pure rules are imported', () => {
  const wrong = sources
    .filter(({ folder }) => order.includes(folder))
    .flatMap(({ file, folder, imports }) =>
      imports
        .filter((target) => order.includes(folderOf(target)) && folderOf(target) !== folder)
        .filter((target) => !/\.(module|service|graphql|entity)\.ts$/.test(target) && !isPure(target))
        .map((target) => `${file} → ${target}`),
    );
  expect(wrong).toEqual([]);
});

/** A rule that imports neither Nest nor TypeORM nor the database. */
function isPure(file: string): boolean {
  const { text, imports } = sources.find((source) => source.file === file)!;
  return !/from '(@nestjs|typeorm|pg)/.test(text) && imports.every((target) => !/^(db|jobs)\//.test(target));
}

test('no file imports itself, however long the way around', () => {
  const graph = new Map(
    sources.map(({ file, text, imports }) => [
      file,
      // What only names types is gone when the code runs.
      imports.filter((target) => !onlyTypes(text, file, target)),
    ]),
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const { file } of sources) visit(file, []);
  expect(cycles).toEqual([]);
});

function onlyTypes(text: string, file: string, target: string): boolean {
  const lines = [...text.matchAll(/import (type )?[^;]*?from '(\.[^']+)\.js'/g)].filter(
    ([, , path]) => `${relative(SRC, join(SRC, dirname(file), path!))}.ts` === target,
  );
  return lines.length > 0 && lines.every(([, type]) => type === 'type ');
}

test('only config reads the environment', () => {
  const wrong = sources.filter(({ folder, text }) => folder !== 'config' && /process\.env/.test(text));
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test('SQL is asked in repositories and in the kernel only', () => {
  const asks = /\b(?:db|manager)\s*\.\s*(?:query|read|readRows|manager)\b/;
  const wrong = sources.filter(
    ({ file, folder, text }) =>
      asks.test(text) &&
      !KERNEL.includes(folder) &&
      folder !== '' &&
      folder !== 'seed' &&
      !file.endsWith('.repository.ts'),
  );
  expect(wrong.map(({ file }) => file)).toEqual([]);
});

test('no file of src is long enough to say two things', () => {
  const long = sources.filter(({ folder, text }) => folder !== 'seed' && text.split('\n').length > 330);
  expect(long.map(({ file }) => file)).toEqual([]);
});
