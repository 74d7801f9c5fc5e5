import { SetMetadata } from '@nestjs/common';

export interface SweepSchedule {
  /** Unique in the product; the label of its metrics. */
  name: string;
  /** About how long after one run ended the next begins, in each worker. */
  everySeconds: number;
}

export const SWEEP = 'waymark:sweep';

/**
 * Marks the method of a provider that works out what time has made due: `() => Promise<void>`. Every worker runs it, on
 * a timer of its own, never twice at once in one process. Several workers sweep at the same time, so it claims with
 * `for update skip locked` (through a definer function, since it looks across organizations).
 */
export function Sweep(schedule: SweepSchedule) {
  return (_target: object, _key: string, method: TypedPropertyDescriptor<() => Promise<void>>) =>
    SetMetadata(SWEEP, schedule)(_target, _key, method);
}
