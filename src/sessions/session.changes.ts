import { Injectable } from '@nestjs/common';

type Hearer = (id: string) => Promise<void>;

/** Who has to hear, in the same unit of work, that calendars have to show something else. */
@Injectable()
export class SessionChanges {
  private readonly ofSessions: Hearer[] = [];
  private readonly ofSeries: Hearer[] = [];
  private readonly ofMarks: Hearer[] = [];

  onChange(hearer: Hearer): void {
    this.ofSessions.push(hearer);
  }

  onSeriesChange(hearer: Hearer): void {
    this.ofSeries.push(hearer);
  }

  /** Hears of a session that the coach marked, or whose mark was corrected; calendars show neither. */
  onMark(hearer: Hearer): void {
    this.ofMarks.push(hearer);
  }

  /** A session was marked, or its mark corrected. */
  async mark(id: string): Promise<void> {
    for (const each of this.ofMarks) await each(id);
  }

  /** One session was booked, moved, cancelled or brought back, or is held elsewhere. */
  async session(id: string): Promise<void> {
    for (const each of this.ofSessions) await each(id);
  }

  /** A series was booked, moved, cut or cancelled: its sessions with it, which are not told one by one. */
  async series(id: string): Promise<void> {
    for (const each of this.ofSeries) await each(id);
  }
}
