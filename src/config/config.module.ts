import { Global, Module } from '@nestjs/common';
import { ENV, loadEnv } from './env.js';

/** Makes the validated environment injectable everywhere as `ENV`. */
@Global()
@Module({ providers: [{ provide: ENV, useFactory: () => loadEnv() }], exports: [ENV] })
export class ConfigModule {}
