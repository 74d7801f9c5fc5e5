import { Module } from '@nestjs/common';
import { OrgsResolver } from './orgs.resolver.js';

@Module({ providers: [OrgsResolver] })
export class OrgsModule {}
