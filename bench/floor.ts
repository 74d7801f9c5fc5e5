// The floor: what a hand-written server on node:http and pg costs that verifies the same token, speaks to PostgreSQL
// in the same round trips under the same row-level security, and answers the same bytes. Nothing else.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { AUDIENCE, ISSUER, type AccessClaims } from '../src/auth/tokens.js';
import { PipelinedClient } from '../src/db/pipelined-client.js';
import type { Statement } from '../src/db/statement.js';
import { M1_READ, M1_WRITE, Q1_SQL, Q2_SQL, statement } from './works.js';

interface Variables {
  goalId: string;
  input: { value: number; note: string; at: string };
}
interface Claims extends AccessClaims {
  exp: number;
  iss: string;
  aud: string;
}
type Answer = (claims: Claims, variables: Variables) => Promise<string>;

const { DATABASE_URL, BYPASS_URL, DATABASE_POOL, PORT, TOKEN_SECRET } = process.env as Record<string, string>;
const secret = Buffer.from(TOKEN_SECRET!, 'base64');

/** The same pool as the product's. */
const poolOf = (connectionString: string, application_name: string) =>
  new pg.Pool({
    connectionString,
    max: Number(DATABASE_POOL),
    Client: PipelinedClient as never,
    application_name,
  });
const pool = poolOf(DATABASE_URL!, 'floor');
const withoutPolicies = poolOf(BYPASS_URL!, 'bypass');

async function on<T>(from: pg.Pool, work: (connection: PipelinedClient) => Promise<T>): Promise<T> {
  const connection = await from.connect();
  try {
    return await work(connection as unknown as PipelinedClient);
  } finally {
    connection.release();
  }
}

const enter = ({ org, member, roles, signIn }: Claims) =>
  statement('select app.enter($1, $2, $3, $4)', org, member, roles.join(','), signIn);

function read(from: pg.Pool, claims: Claims, wanted: Statement): Promise<string> {
  return on(from, async (connection) => {
    const [, result] = await connection.run([enter(claims), wanted]);
    return (result!.rows[0] as { row_to_json: string }).row_to_json;
  });
}

function log(claims: Claims, { goalId, input }: Variables): Promise<string> {
  const id = goalId.slice('goal_'.length);
  return on(pool, async (connection) => {
    const write = statement(M1_WRITE, id, input.value, input.note, new Date(input.at));
    await connection.run([statement('begin'), enter(claims), write]);
    const [answer] = await connection.run([statement(M1_READ, id), statement('commit')]);
    return `{"logProgress":${(answer!.rows[0] as { row_to_json: string }).row_to_json}}`;
  });
}

const home = (from: pg.Pool) => (claims: Claims) => read(from, claims, statement(Q2_SQL, new Date()));
const answers: Record<string, Answer> = {
  '/Q1': (claims) => read(pool, claims, statement(Q1_SQL)),
  '/Q2': home(pool),
  '/Q2-without-policies': home(withoutPolicies),
  '/M1': log,
};

function verified(header: string): Claims {
  const [head, body, signature] = header.slice('Bearer '.length).split('.') as [string, string, string];
  const expected = createHmac('sha256', secret).update(`${head}.${body}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'base64url'))) throw new Error('forged');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims;
  if (claims.exp * 1000 < Date.now() || claims.iss !== ISSUER || claims.aud !== AUDIENCE)
    throw new Error('refused');
  return claims;
}

async function bodyOf(request: IncomingMessage): Promise<Variables> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return (JSON.parse(Buffer.concat(chunks).toString()) as { variables: Variables }).variables;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const claims = verified(request.headers.authorization!);
    const body = `{"data":${await answers[request.url!]!(claims, await bodyOf(request))}}\n`;
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}

createServer((request, response) => void serve(request, response)).listen(Number(PORT), '127.0.0.1');
