import { Injectable } from '@nestjs/common';
import { WeeklyPulsesRepository } from './weekly-pulses.repository.js';

@Injectable()
export class WeeklyPulsesService {
  constructor(private readonly pulses: WeeklyPulsesRepository) {}

  async record(felt: number, now: Date): Promise<{ id: string }> {
    return { id: await this.pulses.record(felt, now) };
  }
}
