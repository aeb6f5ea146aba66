/** From one moment up to another. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/** The first Monday of the time that computers count from. */
const firstMonday = 4 * dayMs;

/** What is read. */
export interface SpanTerms extends Stretch {
  readonly by: readonly string[];
  /** Of all agents together, of which there are no weeks. */
  readonly isOfAll: boolean;
}

/**
 * The days and weeks (UTC) that lie in a stretch as a whole. Those that last on count as such where the stretch reaches
 * to now: nothing has happened after it. Where days are told apart there are no weeks, where hours are, no days.
 */
export function wholeSpans(
  { from, to, by, isOfAll }: SpanTerms,
  now: Date,
): { readonly days: Stretch; readonly weeks: Stretch } {
  const isOpen = to >= now;
  const days = by.includes('hour') ? none(to) : whole({ from, to }, isOpen, dayMs, 0);
  const hasWeeks = !isOfAll && !by.includes('day');
  const weeks = hasWeeks ? whole(days, isOpen, weekMs, firstMonday) : none(days.to);
  return { days, weeks };
}

/** None of them: both are the end. */
function none(end: Date): Stretch {
  return { from: end, to: end };
}

function whole({ from, to }: Stretch, isOpen: boolean, length: number, origin: number): Stretch {
  const count = (moment: Date): number => (moment.getTime() - origin) / length;
  const first = Math.ceil(count(from)) * length + origin;
  const last = (isOpen ? Math.ceil(count(to)) : Math.floor(count(to))) * length + origin;
  return first < last ? { from: new Date(first), to: new Date(last) } : none(to);
}
