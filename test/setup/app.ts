import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../src/api.js';
import { AppModule } from '../../src/app.module.js';
import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from './database.js';
import { atMostOneStatement } from './statements.js';

/** What an operation answered. */
export interface Answer {
  status: number;
  /** The body as it travelled. */
  text: string;
  data: any;
  errors?: { message: string; extensions: { code: string; field?: string; traceId: string } }[];
}

/** The product in this process, on a database of its own, spoken to over HTTP. */
export interface TestApp {
  app: NestFastifyApplication;
  database: TestDatabase;
  /** Sends an operation, as the member or as nobody. */
  send(actor: MemberActor | null, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

/** A busy machine keeps hundreds who race waiting; that the product turns away whom it cannot serve soon is not tested here. */
function waitForConnections({ dataSource }: Db): void {
  const { master } = dataSource.driver as unknown as {
    master: { options: { connectionTimeoutMillis: number } };
  };
  master.options.connectionTimeoutMillis = 60_000;
}

/** Starts the product; `environment` overrides single variables. */
export async function startApp(
  environment: Record<string, string> = {},
  module: Type = AppModule,
): Promise<TestApp> {
  const database = await createDatabase();
  Object.assign(process.env, {
    NODE_ENV: 'test',
    DATABASE_URL: database.appUrl,
    SMTP_URL: 'smtp://127.0.0.1:1',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    // Of this user alone: others on the machine may test as well.
    STORAGE_URL: `file:${tmpdir()}/waymark-test-files-${userInfo().uid}`,
    TOKEN_SECRET: randomBytes(32).toString('base64'),
    MASTER_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'silent',
    ...environment,
  });
  const app = await createApi(module);
  waitForConnections(app.get(Db));
  const tokens = app.get(Tokens);
  return {
    app,
    database,
    send: async (actor, query, variables) => {
      const headers = actor ? { authorization: `Bearer ${await tokens.access(actor)}` } : {};
      const payload = { query, variables };
      const response = await atMostOneStatement(query, () =>
        app.inject({ method: 'POST', url: '/graphql', headers, payload }),
      );
      const { data, errors } = JSON.parse(response.body) as Pick<Answer, 'data' | 'errors'>;
      return { status: response.statusCode, text: response.body, data, errors };
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}
