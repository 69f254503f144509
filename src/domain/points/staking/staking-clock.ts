import { type Clock } from '../../../kernel/clock';

/** What stakes take for the present. */
export const STAKING_CLOCK = Symbol('staking clock');

/** The UTC day of this moment, as YYYY-MM-DD. */
export function utcDay(clock: Clock): string {
  return clock.now().toISOString().slice(0, 10);
}
