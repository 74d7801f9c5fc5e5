import { Module } from '@nestjs/common';
import { ENV, type Env } from '../config/env.js';
import { Mailer } from './mailer.js';

@Module({
  providers: [
    {
      provide: Mailer,
      inject: [ENV],
      useFactory: (env: Env) => new Mailer({ smtpUrl: env.smtpUrl, from: env.mailFrom }),
    },
  ],
  exports: [Mailer],
})
export class MailModule {}
