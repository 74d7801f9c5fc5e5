import { Global, Module } from '@nestjs/common';
import { Authentication } from './authentication.js';
import { Tokens } from './tokens.js';

@Global()
@Module({ providers: [Authentication, Tokens], exports: [Authentication, Tokens] })
export class AuthModule {}
