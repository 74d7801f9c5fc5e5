// The tasks of script/run.js. Each module is loaded only when its task runs: nothing here needs an installed package.
import { join } from 'node:path';
import { nodeEnvironment, packageFile, root } from './node.js';
import { run } from './process.js';

/** A tool of node_modules, run as it is with the pinned Node; further arguments of the task are added. */
const tool =
  (name, file, ...fixed) =>
  (args) =>
    run(process.execPath, [packageFile(name, file), ...fixed, ...args], {
      cwd: root,
      env: nodeEnvironment(),
    });

/** A built program in the environment that it is called in: for installations without containers. */
const program = (file) => (args) =>
  run(process.execPath, ['--env-file-if-exists=.env', join('dist', file), ...args], {
    cwd: root,
    env: nodeEnvironment(),
  });

/** A built program in the environment of the system that script/up runs; what the caller has set comes first. */
const inSystem = (file) => async (args) => {
  const { ensureBuilt } = await import('./build.js');
  const { readDevelopmentEnvironment } = await import('./environment.js');
  await ensureBuilt();
  const env = { ...readDevelopmentEnvironment(), ...nodeEnvironment() };
  if (!env.DATABASE_URL) throw new Error('There is no database yet: start script/up, or set DATABASE_URL.');
  return run(process.execPath, [join('dist', file), ...args], { cwd: root, env });
};

const late = (file, name) => async (args) => (await import(file))[name](args);

/** Writes the committed files that are made from the code, by the suite that otherwise compares them. */
async function generate() {
  process.env.UPDATE_GENERATED = 'true';
  return (await import('./test.js')).test(['test/architecture/generated.e2e.ts']);
}

const tasks = {
  up: { installs: true, run: late('./up.js', 'up') },
  test: { installs: true, run: late('./test.js', 'test') },
  generate: { installs: true, run: generate },
  build: { run: tool('@nestjs/cli', 'bin/nest.js', 'build') },
  typecheck: { run: tool('@typescript/native', 'bin/tsc', '--noEmit') },
  lint: { run: late('./checks.js', 'lint') },
  format: { run: tool('prettier', 'bin/prettier.cjs', '--check', '--log-level=warn', '.') },
  'format:write': { run: tool('prettier', 'bin/prettier.cjs', '--write', '--log-level=warn', '.') },
  start: { run: program('main.js') },
  seed: { run: inSystem('seed.js') },
  'import:catalogue': { run: inSystem('import-catalogue.js') },
  bench: { run: late('./bench.js', 'bench') },
  'verify:isolation': { installs: true, run: late('./verify.js', 'verifyIsolation') },
  'verify:forecast': { installs: true, run: late('./verify.js', 'verifyForecast') },
  'verify:sessions': { installs: true, run: late('./verify.js', 'verifySessions') },
  'verify:hostile': { installs: true, run: late('./verify.js', 'verifyHostile') },
  demo: { run: late('./demo.js', 'demo') },
  'start:worker': { run: program('worker.js') },
  migrate: { run: program('migrate.js') },
  'keys:rotate': { run: program('rotate-keys.js') },
};

export const taskNames = Object.keys(tasks);

export const findTask = (name) => (Object.hasOwn(tasks, name ?? '') ? tasks[name] : null);

/** Runs another task as part of this one and resolves to its exit code. */
export const runTask = (name, args = []) => tasks[name].run(args);
