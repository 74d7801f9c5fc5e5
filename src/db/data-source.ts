import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { PipelinedClient } from './pipelined-client.js';

/** How long a connection attempt, and then one statement, may take before the caller is told UNAVAILABLE, in ms. */
const CONNECT_MS = 3_000;
const STATEMENT_MS = 4_500;

/**
 * The data source of one process, as the app role.
 * @param entities every table that TypeORM maps; modules register theirs in `app.module.ts`
 */
export function appDataSource(
  url: string,
  poolSize: number,
  entities: EntityTarget<ObjectLiteral>[],
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: entities as never,
    poolSize,
    installExtensions: false,
    extra: {
      Client: PipelinedClient,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: STATEMENT_MS,
      statement_timeout: STATEMENT_MS,
      keepAlive: true,
      application_name: 'waymark',
    },
  });
}
