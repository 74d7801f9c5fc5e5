// The only reader of process.env: everything else receives the validated `Env` by injection.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Injection token of the validated environment. */
export const ENV = Symbol('ENV');

const WEAK = /^(.)\1*$|secret|change.?me|password|example/i;

const key = (bytes: number) =>
  z.string().transform((text, ctx) => {
    const raw = Buffer.from(text, 'base64');
    if (raw.length < bytes || WEAK.test(text)) {
      ctx.addIssue({ code: 'custom', message: `must be at least ${bytes} random bytes in base64` });
      return z.NEVER;
    }
    return raw;
  });

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL starting with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

const schema = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    WORKER_PORT: z.coerce.number().int().min(0).max(65535).default(3001),
    DATABASE_URL: url('postgres:', 'postgresql:'),
    DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
    REDIS_URL: url('redis:', 'rediss:').optional(),
    SMTP_URL: url('smtp:', 'smtps:'),
    MAIL_FROM: z.string().min(3).default('Waymark <no-reply@waymark.invalid>'),
    PUBLIC_URL: url('http:', 'https:'),
    STORAGE_URL: url('file:', 's3:'),
    TOKEN_SECRET: key(32),
    MASTER_KEY: key(32),
    MASTER_KEY_RETIRED: z
      .string()
      .optional()
      .transform((text) => text?.split(',') ?? [])
      .pipe(z.array(key(32))),
    ALLOWED_ORIGINS: z.string().default(''),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    TEST_WITHOUT_SCOPING: flag,
    TEST_WITH_BYPASS: flag,
  })
  .refine((env) => env.NODE_ENV !== 'production' || !(env.TEST_WITHOUT_SCOPING || env.TEST_WITH_BYPASS), {
    path: ['TEST_WITHOUT_SCOPING'],
    message: 'the switches for tests are refused in production',
  })
  .transform((env) => ({
    production: env.NODE_ENV === 'production',
    port: env.PORT,
    /** Where the worker answers /healthz, /readyz and /metrics. */
    workerPort: env.WORKER_PORT,
    databaseUrl: env.DATABASE_URL,
    /** Connections of one process for requests; the queue on PostgreSQL has its own few. */
    databasePool: env.DATABASE_POOL,
    /** Absent: the queue runs on PostgreSQL. */
    redisUrl: env.REDIS_URL,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    /** Base of every link that leaves the system, without a trailing slash. */
    publicUrl: env.PUBLIC_URL.replace(/\/$/, ''),
    storageUrl: env.STORAGE_URL,
    tokenSecret: env.TOKEN_SECRET,
    /** Wraps the data keys of all organizations; 32 bytes. */
    masterKey: env.MASTER_KEY.subarray(0, 32),
    /** Earlier master keys, which open what is not yet wrapped anew. */
    retiredMasterKeys: env.MASTER_KEY_RETIRED.map((raw) => raw.subarray(0, 32)),
    /** Browsers' origins that may open a WebSocket or send credentials; PUBLIC_URL's own is always among them. */
    allowedOrigins: [
      new URL(env.PUBLIC_URL).origin,
      ...env.ALLOWED_ORIGINS.split(',')
        .map((text) => text.trim())
        .filter(Boolean),
    ],
    logLevel: env.LOG_LEVEL,
    /** Tests only: the application's own scoping is off, row-level security must hold alone. */
    testWithoutScoping: env.TEST_WITHOUT_SCOPING,
    /** Tests only: the database role bypasses row-level security, the application must hold alone. */
    testWithBypass: env.TEST_WITH_BYPASS,
  }));

/** The validated environment. */
export type Env = z.infer<typeof schema>;

/**
 * Validates the environment once.
 * @throws Error whose message is one line that names every variable at fault (never a value)
 */
export function loadEnv(source: Source = process.env): Env {
  return parse(schema, fromFiles(source));
}

/**
 * Validates what the migrate step needs: the URL of the owner, which no serving process is given.
 * @throws Error as `loadEnv`
 */
export function loadMigrationEnv(source: Source = process.env): { ownerUrl: string } {
  const { MIGRATION_DATABASE_URL } = parse(
    z.object({ MIGRATION_DATABASE_URL: url('postgres:', 'postgresql:') }),
    source,
  );
  return { ownerUrl: MIGRATION_DATABASE_URL };
}

/** Secrets that may stand in a file of their own, as containers hand them over: `<NAME>_FILE` is its path. */
const IN_FILES = ['MASTER_KEY', 'MASTER_KEY_RETIRED'];

function fromFiles(source: Source): Source {
  const filled = { ...source };
  for (const name of IN_FILES) {
    const path = source[`${name}_FILE`];
    if (!path) continue;
    if (source[name])
      throw new Error(`Configuration: ${name}: is given twice, by itself and by ${name}_FILE`);
    try {
      filled[name] = readFileSync(path, 'utf8').trim();
    } catch {
      throw new Error(`Configuration: ${name}_FILE: cannot be read`);
    }
  }
  return filled;
}

type Source = Record<string, string | undefined>;

function parse<T extends z.ZodType>(shape: T, source: Source): z.output<T> {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = shape.safeParse(filled);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Configuration: ${faults.join('; ')}`);
}
