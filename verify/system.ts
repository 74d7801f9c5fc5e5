// The real product in this process, on a database of its own, with one layer of isolation switched off or none.
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import type { AddressInfo } from 'node:net';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { GraphQLSchema } from 'graphql';
import pg from 'pg';
import { createApi } from '../src/api.js';
import { AppModule } from '../src/app.module.js';
import { createDatabase, type TestDatabase } from '../test/setup/database.js';

export const LAYERS = ['all', 'without scoping', 'with bypass'] as const;
export type Layer = (typeof LAYERS)[number];

/** What an operation answered, as text. */
export interface Reply {
  status: number;
  text: string;
}

export interface System {
  layer: Layer;
  app: NestFastifyApplication;
  schema: GraphQLSchema;
  database: TestDatabase;
  /** As the superuser: arranges, compares and restores. */
  sql: pg.Client;
  /** Where WebSockets are served. */
  address: string;
  post(token: string | null, query: string, variables: object): Promise<Reply>;
  close(): Promise<void>;
}

/** A role that row-level security does not hold, for this database only. @returns its URL */
async function bypassRole(sql: pg.Client, appUrl: string): Promise<{ name: string; url: string }> {
  const name = `bypass_${randomBytes(6).toString('hex')}`;
  const url = new URL(appUrl);
  [url.username, url.password] = [name, randomBytes(12).toString('hex')];
  await sql.query(`create role ${name} login bypassrls password '${url.password}' in role app`);
  await sql.query(`grant connect on database ${sql.escapeIdentifier(url.pathname.slice(1))} to ${name}`);
  return { name, url: url.href };
}

export async function startSystem(layer: Layer): Promise<System> {
  const database = await createDatabase();
  const sql = new pg.Client(database.superUrl);
  await sql.connect();
  const bypass = layer === 'with bypass' ? await bypassRole(sql, database.appUrl) : undefined;
  Object.assign(process.env, {
    NODE_ENV: 'test',
    DATABASE_URL: bypass?.url ?? database.appUrl,
    SMTP_URL: 'smtp://127.0.0.1:1',
    PUBLIC_URL: 'http://127.0.0.1:3000',
    STORAGE_URL: `file:${tmpdir()}/waymark-verify-files-${userInfo().uid}`,
    TOKEN_SECRET: randomBytes(32).toString('base64'),
    MASTER_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    TEST_WITHOUT_SCOPING: String(layer === 'without scoping'),
    TEST_WITH_BYPASS: String(layer === 'with bypass'),
  });
  const app = await createApi(AppModule);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    layer,
    app,
    schema: app.get(GraphQLSchemaHost).schema,
    database,
    sql,
    address: `ws://127.0.0.1:${port}/graphql`,
    post: async (token, query, variables) => {
      const headers = token === null ? {} : { authorization: `Bearer ${token}` };
      const payload = { query, variables };
      const { statusCode, body } = await app.inject({ method: 'POST', url: '/graphql', headers, payload });
      return { status: statusCode, text: body };
    },
    close: async () => {
      await app.close();
      if (bypass) {
        await sql.query(`drop owned by ${bypass.name}`);
        await sql.query(`drop role ${bypass.name}`);
      }
      await sql.end();
      await database.drop();
    },
  };
}
