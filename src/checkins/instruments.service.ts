import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import type { DefineInstrumentInput } from './instruments.graphql.js';
import { InstrumentsRepository } from './instruments.repository.js';

type Reference = Promise<{ id: string }>;

@Injectable()
export class InstrumentsService {
  constructor(private readonly instruments: InstrumentsRepository) {}

  /** @throws AppError CONFLICT for the code of a shipped one, and when two add an edition at once */
  async define({ code, title, items }: DefineInstrumentInput): Reference {
    const { edition, shipped } = await this.instruments.findLatest(code);
    if (shipped) {
      throw new AppError('CONFLICT', 'This code is one of the product’s; choose another.', 'input.code');
    }
    return { id: await this.instruments.insert(code, edition + 1, title, items) };
  }

  /** @throws AppError NOT_FOUND, CONFLICT when two choose at once */
  async choose(id: string): Reference {
    if (!(await this.instruments.exists(id))) throw notFound('Instrument');
    await this.instruments.choose(id);
    return { id };
  }
}
