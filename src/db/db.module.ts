import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { ENV, type Env } from '../config/env.js';
import { appDataSource } from './data-source.js';
import { DataKeys } from './data-keys.js';
import { Db } from './db.js';
import { Keys } from './keys.js';
import { Links } from './links.js';

/** Opens the process's connections and makes `Db` and `Keys` injectable. */
@Global()
@Module({
  providers: [
    {
      provide: Db,
      inject: [ENV],
      useFactory: async (env: Env) =>
        new Db(await appDataSource(env.databaseUrl, env.databasePool, DbModule.entities).initialize()),
    },
    {
      provide: Keys,
      inject: [ENV],
      useFactory: (env: Env) => new Keys(env.masterKey, new Links(env.tokenSecret, env.publicUrl)),
    },
    DataKeys,
  ],
  exports: [Db, Keys, DataKeys],
})
export class DbModule implements OnApplicationShutdown {
  /** Every table that TypeORM maps; the modules' entity files add themselves in `app.module.ts`. */
  static entities: EntityTarget<ObjectLiteral>[] = [];

  constructor(@Inject(Db) private readonly db: Db) {}

  async onApplicationShutdown(): Promise<void> {
    await this.db.dataSource.destroy();
  }
}
