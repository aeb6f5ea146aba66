const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** A figure as people read it: `40,363`, `3.14`, `0.00271`. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 10_000) return whole.format(value);
  return size >= 0.1 || size === 0 ? short.format(value) : precise.format(value);
}

/** A share without its sign: `12.8 %`. */
export function percent(value: number): string {
  return `${Math.abs(value).toFixed(1)} %`;
}

/** A change with its direction: `12.8 % above`, `3.0 % below`, `level with`. */
export function compared(change: number, above = 'above', below = 'below'): string {
  if (Math.abs(change) < 0.05) return 'level with';
  return `${percent(change)} ${change > 0 ? above : below}`;
}

/** A change with its sign: `+12.8 %`. */
export function signed(change: number): string {
  return `${change < 0 ? '−' : '+'}${percent(change)}`;
}

/** With a capital at its beginning, as a title has it. */
export function titled(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** `1 row`, `2 rows`. */
export function counted(count: number, noun: string): string {
  return `${figure(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A foreign text as a quotation of bounded length, on one line. */
export function quoted(text: string, most = 300): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `"${line.length > most ? `${line.slice(0, most).toWellFormed()}…` : line}"`;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The name of a month or quarter of the year, however it is written: `7`, `07`, `Jul`, `Q3`. */
export function seasonName(season: string): string {
  const number = /^\d{1,2}$/.test(season) ? Number(season) : Number.NaN;
  const start = season.slice(0, 3).toLowerCase();
  const named =
    start.length === 3 ? months.find((name) => name.toLowerCase().startsWith(start)) : undefined;
  return months[number - 1] ?? named ?? season;
}

/** The quarter, 1 to 4, that a month of the year is in; nothing for a name that is no month. */
export function quarterOf(season: string): number | undefined {
  const month = months.indexOf(seasonName(season));
  return month === -1 ? undefined : Math.floor(month / 3) + 1;
}
