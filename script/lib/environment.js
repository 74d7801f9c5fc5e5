// The environment of the development system: secrets made once, kept in .waymark/dev.env with the addresses in use.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { waymark } from './node.js';

const file = join(waymark, 'dev.env');

/** What the last start wrote; empty before the first. */
export const readDevelopmentEnvironment = () =>
  existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};

const fromCaller = (name) => process.env[name] || undefined;

/** Passwords and keys, made at the first start and the same ever after. */
export function developmentSecrets() {
  const kept = readDevelopmentEnvironment();
  const secret = (name) => kept[name] ?? randomBytes(32).toString('base64');
  const password = (name) => kept[name] ?? randomBytes(24).toString('base64url');
  return {
    MASTER_KEY: secret('MASTER_KEY'),
    TOKEN_SECRET: secret('TOKEN_SECRET'),
    OWNER_PASSWORD: password('OWNER_PASSWORD'),
    APP_PASSWORD: password('APP_PASSWORD'),
  };
}

/** Completes the addresses given to a whole environment, in which what the caller has set comes first, and keeps it. */
export function developmentEnvironment(addresses) {
  const settings = {
    MAIL_FROM: 'Waymark <waymark@localhost>',
    STORAGE_URL: `file:${join(waymark, 'files')}`,
    LOG_LEVEL: 'warn',
    ALLOWED_ORIGINS: '',
    ...addresses,
  };
  for (const name of Object.keys(settings)) settings[name] = fromCaller(name) ?? settings[name];
  if (fromCaller('REDIS_URL')) settings.REDIS_URL = process.env.REDIS_URL;
  settings.NODE_ENV = 'development';
  const lines = Object.entries(settings).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  return settings;
}
