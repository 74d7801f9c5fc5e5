import { Args, ID, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { DefineInstrumentInput, Instrument, InstrumentConnection } from './instruments.graphql.js';
import { InstrumentsService } from './instruments.service.js';

const args = { id: id('instrument') };
const idArg = { type: () => ID, description: 'Id of the instrument.' };

@Resolver()
export class InstrumentsResolver {
  constructor(private readonly service: InstrumentsService) {}

  @ReadOne(() => Instrument, {
    description: 'The instrument that new check-ins are answered by.',
    allow: 'MEMBER',
    nullable: false,
    where: (instrument) => `${instrument}.current`,
  })
  currentInstrument(): Instrument {
    return declared();
  }

  @ReadOne(() => Instrument, {
    description: 'An instrument of the organization by id; null where there is none.',
    allow: 'MEMBER',
    args,
    where: (instrument, { arg }) => `${instrument}.id = ${arg('id', 'uuid')}`,
  })
  instrument(@Args('id', idArg) _id: string): Instrument {
    return declared();
  }

  @ReadPage(() => InstrumentConnection, {
    description: 'All editions of all instruments of the organization, the shipped ones too; newest first.',
    allow: 'MEMBER',
    where: () => 'true',
    order: [{ sql: (instrument) => `${instrument}.id`, type: 'uuid', descending: true }],
  })
  instruments(@Args() _page: PageArgs): object {
    return declared();
  }

  @Action(() => Instrument, {
    description:
      'Adds an edition of an instrument of the organization’s own. It is in use only once it is chosen. CONFLICT for the code of a shipped one.',
    allow: ['ADMIN'],
  })
  defineInstrument(
    @Args('input', { type: () => DefineInstrumentInput, description: 'Its items and what it is called.' })
    input: DefineInstrumentInput,
  ): Promise<{ id: string }> {
    return this.service.define(input);
  }

  @Action(() => Instrument, {
    description:
      'Lets new check-ins be answered by this instrument. What is under way stays with its own; scores of different codes are never compared.',
    allow: ['ADMIN'],
    args,
  })
  chooseInstrument(@Args('id', idArg) instrumentId: string): Promise<{ id: string }> {
    return this.service.choose(instrumentId);
  }
}
