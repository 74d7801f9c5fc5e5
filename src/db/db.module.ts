import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { ENV, type Env } from '../config/env.js';
import { appDataSource } from './data-source.js';
import { DataKeys } from './data-keys.js';
import { Db } from './db.js';
import { Keys } from './keys.js';
import { Links } from './links.js';

/** Opens the process's connections and makes `Db`, `Keys` and `DataKeys` injectable. */
@Module({})
export class DbModule implements OnApplicationShutdown {
  constructor(@Inject(Db) private readonly db: Db) {}

  /** @param entities every table that TypeORM maps */
  static register(entities: EntityTarget<ObjectLiteral>[]): DynamicModule {
    return {
      module: DbModule,
      global: true,
      providers: [
        {
          provide: Db,
          inject: [ENV],
          useFactory: async (env: Env) =>
            new Db(await appDataSource(env.databaseUrl, env.databasePool, entities).initialize()),
        },
        {
          provide: Keys,
          inject: [ENV],
          useFactory: (env: Env) =>
            new Keys(env.masterKey, new Links(env.tokenSecret, env.publicUrl), env.retiredMasterKeys),
        },
        DataKeys,
      ],
      exports: [Db, Keys, DataKeys],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.db.dataSource.destroy();
  }
}
