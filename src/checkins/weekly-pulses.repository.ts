import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import { weekSql } from './check-in.needs.js';

@Injectable()
export class WeeklyPulsesRepository {
  constructor(private readonly db: Db) {}

  /** Says how stuck the actor's present week feels, or says it anew. @returns the pulse of that week */
  async record(felt: number, at: Date): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into weekly_pulses as p (client_id, week_on, felt, recorded_at)
       values (app.member_id(), ${weekSql('$2::timestamptz', 'app.org_id()', 'app.member_id()')}, $1, $2)
       on conflict on constraint weekly_pulses_week_key
       do update set felt = excluded.felt, recorded_at = excluded.recorded_at, version = p.version + 1
       returning id`,
      [felt, at],
    );
    return row!.id;
  }
}
