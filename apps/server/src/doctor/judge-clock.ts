import { error, ok, warning, type Finding } from './finding.js';

/** A clock elsewhere, asked once. */
export interface ClockReading {
  /** Whose clock it is: `Postgres`. */
  readonly of: string;
  /** What it said, in milliseconds since 1970. */
  readonly theirs: number;
  /** Ours, just before and just after. */
  readonly asked: number;
  readonly answered: number;
}

/** Beyond so many milliseconds it is worth a word, and beyond so many things go wrong. */
const [noticeable, harmful] = [2_000, 30_000];

/** How far apart the clocks surely are: what the way there and back may explain does not count. */
function skewOf({ theirs, asked, answered }: ClockReading): number {
  if (theirs < asked) return theirs - asked;
  return theirs > answered ? theirs - answered : 0;
}

/** Whether a clock agrees with that of this process. */
export function judgeClock(reading: ClockReading): Finding {
  const skew = skewOf(reading);
  const seconds = Math.abs(skew) / 1_000;
  if (seconds * 1_000 < noticeable) return ok('clock', `The clock of ${reading.of} agrees.`);
  const way = skew > 0 ? 'ahead of' : 'behind';
  const message = `The clock of ${reading.of} is ${sayTime(seconds)} ${way} that of this machine.`;
  const remedy =
    'Let every machine keep its time by NTP (chrony, systemd-timesyncd; `timedatectl` shows it): ' +
    'deadlines and tokens are judged by clocks.';
  return seconds * 1_000 < harmful
    ? warning('clock', message, remedy)
    : error('clock', message, remedy);
}

function sayTime(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return seconds < 7_200
    ? `${String(Math.round(seconds / 60))} min`
    : `${(seconds / 3_600).toFixed(1)} h`;
}
