import { counted, millisOf, pointText, type ChainNow } from "../../words/time.js";

/** When stakes can come and for how long. */
export interface Programme {
  readonly starts_at: string;
  readonly duration_days: number;
  readonly min_days: number;
  readonly max_days: number;
  readonly phase1_days: number;
  readonly phase1_min_months: number;
}

const DAY_MS = 86_400_000;

/** The longest period that a stake can have now; 0 before the start. It ends with a day of the programme, and in it. */
export function longestPeriod({ starts_at: start, duration_days: days, max_days: most }: Programme, now: ChainNow): number {
  const since = now.timeMs - millisOf(start);
  // The contract counts whole seconds.
  const begun = Math.ceil((Math.floor(since / 1000) * 1000) / DAY_MS);
  return since < 0 ? 0 : Math.max(0, Math.min(most, days - begun));
}

/** The shortest period that `stake` takes now. */
export function shortestPeriod(programme: Programme, now: ChainNow): number {
  const { min_days: least, phase1_min_months: months } = programme;
  return now.timeMs < firstPhaseEnd(programme) ? Math.max(least, 30 * months) : least;
}

/** Why a stake for so many days is not possible now; undefined if it is. */
export function periodProblem(days: number, programme: Programme, now: ChainNow): string | undefined {
  const { min_days: least, max_days: most } = programme;
  if (days < least || days > most) return `${least} to ${counted(most, "day")}`;
  const longest = longestPeriod(programme, now);
  return days > longest ? `At most ${counted(longest, "day")}: the programme ends then` : undefined;
}

/** What is to be known of the first phase, in which only long periods are taken; undefined when it is over. */
export function phaseRule(programme: Programme, now: ChainNow): string | undefined {
  const shortest = shortestPeriod(programme, now);
  if (shortest <= programme.min_days) return undefined;
  const end = pointText({ at_time: String(BigInt(firstPhaseEnd(programme)) * 1_000_000n) });
  return `Until ${end} the vault takes only periods of ${counted(shortest, "day")} or more.`;
}

function firstPhaseEnd({ starts_at: start, phase1_days: days }: Programme): number {
  return millisOf(start) + days * DAY_MS;
}
