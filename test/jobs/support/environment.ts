import { randomBytes } from 'node:crypto';

/** Variables of a whole environment, on loopback and with fresh keys. */
export function environment(databaseUrl: string, redisUrl: string | undefined): Record<string, string> {
  return {
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    SMTP_URL: 'smtp://127.0.0.1:2525',
    PUBLIC_URL: 'http://localhost:3000',
    STORAGE_URL: 'file:/dev/null',
    TOKEN_SECRET: randomBytes(32).toString('base64'),
    MASTER_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'silent',
  };
}
