import { Global, Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { Authentication } from './authentication.js';
import { MailTokens, RefreshTokens } from './opaque-tokens.js';
import { PasswordsRepository } from './passwords.repository.js';
import { PasswordStrategy } from './password.strategy.js';
import { PasswordsJobs } from './passwords.jobs.js';
import { PasswordsResolver } from './passwords.resolver.js';
import { PasswordsService } from './passwords.service.js';
import { SignInsRepository } from './sign-ins.repository.js';
import { SignInsResolver } from './sign-ins.resolver.js';
import { SignInsService } from './sign-ins.service.js';
import { Tokens } from './tokens.js';

@Global()
@Module({
  imports: [MailModule],
  providers: [
    Authentication,
    Tokens,
    MailTokens,
    RefreshTokens,
    PasswordStrategy,
    SignInsRepository,
    SignInsService,
    SignInsResolver,
    PasswordsRepository,
    PasswordsService,
    PasswordsResolver,
    PasswordsJobs,
  ],
  exports: [Authentication, Tokens, MailTokens, PasswordStrategy, SignInsService],
})
export class AuthModule {}
