// script/up: the whole system on this machine, in the foreground, for development and for looking at it.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.js';
import { developmentEnvironment, developmentSecrets } from './environment.js';
import { takeLock } from './lock.js';
import { packageFile, root, waymark } from './node.js';
import { freePort, isFree } from './ports.js';
import { startPostgres, wipePostgres } from './postgres.js';
import { progress, say } from './progress.js';
import { prepareDatabase } from './roles.js';
import { Ended, Supervisor } from './supervisor.js';

const dist = (file) => join(root, 'dist', file);
const demo = join(waymark, 'demo.json');
const data = ['files', 'mail', 'dev.env', 'demo.json'];

async function wipe() {
  await wipePostgres({ home: waymark });
  for (const name of data) rmSync(join(waymark, name), { recursive: true, force: true });
  say('The data of this system are gone; beginning anew.');
}

async function choosePorts() {
  const wanted = Number(process.env.PORT || 0);
  if (wanted && !(await isFree(wanted))) throw new Error(`Port ${wanted} (PORT) is in use.`);
  const api = wanted || (await freePort(3000));
  const worker = await freePort(Number(process.env.WORKER_PORT || 3001), [api]);
  const smtp = await freePort(1025, [api, worker]);
  const web = await freePort(1080, [api, worker, smtp]);
  return { api, worker, smtp, web };
}

/** The URLs of the database: the caller's own, or those of the embedded server, which this starts. */
async function database(system, secrets) {
  const { DATABASE_URL, MIGRATION_DATABASE_URL } = process.env;
  if (DATABASE_URL) {
    if (!MIGRATION_DATABASE_URL)
      throw new Error('With DATABASE_URL set, MIGRATION_DATABASE_URL is needed as well.');
    return { DATABASE_URL, MIGRATION_DATABASE_URL };
  }
  const postgres = await progress('Starting PostgreSQL', () =>
    startPostgres({ home: waymark, durable: true }),
  );
  system.add('PostgreSQL', postgres.stop, postgres.ended);
  const [ownerPassword, appPassword] = [secrets.OWNER_PASSWORD, secrets.APP_PASSWORD];
  await prepareDatabase({ superuserUrl: postgres.url(), database: 'waymark', ownerPassword, appPassword });
  return {
    DATABASE_URL: postgres.url('waymark_app', appPassword, 'waymark'),
    MIGRATION_DATABASE_URL: postgres.url('waymark_owner', ownerPassword, 'waymark'),
  };
}

function startInbox(system, { smtp, web }) {
  const addresses = [
    '--ip',
    '127.0.0.1',
    '--smtp',
    String(smtp),
    '--web-ip',
    '127.0.0.1',
    '--web',
    String(web),
  ];
  mkdirSync(join(waymark, 'mail'), { recursive: true });
  const args = [...addresses, '--mail-directory', join(waymark, 'mail'), '--silent'];
  system.service('inbox', packageFile('maildev', 'dist/bin/maildev.js'), { args });
  return system.ready('inbox', `http://127.0.0.1:${web}/api/healthz`);
}

async function boot(system, reset) {
  await system.endLeftovers();
  if (reset) await wipe();
  await ensureBuilt();
  system.check();
  const ports = await choosePorts();
  const secrets = developmentSecrets();
  const env = developmentEnvironment({
    PORT: String(ports.api),
    WORKER_PORT: String(ports.worker),
    ...(await database(system, secrets)),
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    PUBLIC_URL: `http://localhost:${ports.api}`,
    INBOX_URL: `http://127.0.0.1:${ports.web}`,
    ...secrets,
  });
  system.check();
  await progress('Migrating', () => system.step('migrate', dist('migrate.js'), { env }));
  if (!existsSync(demo))
    await progress('Seeding the demo', () => system.step('demo', dist('demo.js'), { env }));
  if (!process.env.SMTP_URL) await startInbox(system, ports);
  await progress('Starting API and worker', async () => {
    // Who serves has no way to the owner's rights.
    const serving = { ...env };
    for (const name of ['MIGRATION_DATABASE_URL', 'OWNER_PASSWORD', 'APP_PASSWORD'])
      serving[name] = undefined;
    system.service('api', dist('main.js'), { env: serving, group: 'application' });
    system.service('worker', dist('worker.js'), { env: serving, group: 'application' });
    await Promise.all([
      system.ready('api', `http://127.0.0.1:${env.PORT}/readyz`),
      system.ready('worker', `http://127.0.0.1:${env.WORKER_PORT}/readyz`),
    ]);
  });
  system.check();
  announce(env);
}

function announce(env) {
  const { signIns = [] } = existsSync(demo) ? JSON.parse(readFileSync(demo, 'utf8')) : {};
  say('\nWaymark is running.\n');
  say(`  GraphQL    ${env.PUBLIC_URL}/graphql  (try it in ${env.PUBLIC_URL}/graphiql)`);
  if (!process.env.SMTP_URL) say(`  Inbox      ${env.INBOX_URL}`);
  say(
    `  Ready?     http://localhost:${env.PORT}/readyz (API), http://localhost:${env.WORKER_PORT}/readyz (worker)`,
  );
  say('  Settings   .waymark/dev.env (database addresses and keys)\n');
  if (signIns.length > 0) say('  Sign in as');
  const width = (name) => Math.max(...signIns.map((one) => one[name].length));
  for (const { role, email, password, note = '' } of signIns) {
    const columns = [
      role.padEnd(width('role')),
      email.padEnd(width('email')),
      password.padEnd(width('password')),
      note,
    ];
    say(`    ${columns.join('  ').trimEnd()}`);
  }
  say('\nCtrl-C stops everything and keeps the data; script/up --reset begins anew.\n');
}

export async function up(args) {
  const { values } = parseArgs({ args, options: { reset: { type: 'boolean', default: false } } });
  const release = await takeLock(join(waymark, 'up.lock'), `The system in ${root}`);
  const system = new Supervisor(join(waymark, 'processes.json'));
  try {
    await boot(system, values.reset);
    await system.ended;
  } catch (error) {
    if (!(error instanceof Ended)) system.end(1, error.message);
  } finally {
    await system.stopAll();
    release();
  }
  if (system.outcome.code === 0) say('Stopped.');
  return system.outcome.code;
}
