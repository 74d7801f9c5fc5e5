import { Module } from '@nestjs/common';
import { AppModule } from '../../src/app.module.js';
import { SampleBoxesResolver, SampleResolver, SampleThingsResolver } from './sample.resolver.js';

/** The product with the sample schema beside its own. */
@Module({ imports: [AppModule], providers: [SampleResolver, SampleThingsResolver, SampleBoxesResolver] })
export class SampleModule {}
