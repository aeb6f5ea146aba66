/** Which sign begins the fraction. The other one, spaces and apostrophes may group the digits. */
export type DecimalSign = '.' | ',';

/** A number and the unit that its cell carries. */
export interface WrittenNumber {
  readonly value: number;
  readonly unit: string | undefined;
  readonly isWhole: boolean;
}

const currency = String.raw`[$€£¥₹₩₽₺₫฿]|[A-Z]{2}\$|[A-Z]{3}(?=\s|$)|(?<=\s)[A-Z]{3}`;
const shape = new RegExp(
  String.raw`^(?<open>\()?(?<sign>[+\-−])?\s?(?<before>${currency})?\s?(?<inner>[+\-−])?` +
    String.raw`(?<digits>(?:\d[\d.,'’ \u00a0\u202f]*)?\d|[.,]\d+|\d+[.,])(?<exponent>[eE][+-]?\d{1,3})?` +
    String.raw`\s?(?<percent>%)?(?<after>${currency})?(?<close>\))?$`,
);
const spaced = /^\d{1,3}(?:['’ \u00a0\u202f]\d{3})+$/;
const groupedBy: Readonly<Record<DecimalSign, RegExp>> = {
  '.': /^\d{1,3}(?:,\d{2,3})*,\d{3}$/,
  ',': /^\d{1,3}(?:\.\d{3})+$/,
};

/** More digits than a double can tell apart: a number of an account, not an amount. */
const mostDigits = 15;

const longest = 48;

/** Codes such as `00501` are names made of digits. */
export function isCode(cell: string): boolean {
  return /^0\d+$/.test(cell) || /^\d{16,}$/.test(cell);
}

/**
 * Reads `1234.5`, `1,234.50`, `1.234,50`, `1 234`, `1'234`, `(12)`, `−5`, `$3`, `3 €`, `12 %`, `1e6`.
 * A percentage keeps its number: `12 %` is 12 with the unit `%`. Nothing for anything else.
 */
export function readNumber(cell: string, decimal: DecimalSign): WrittenNumber | undefined {
  const plain = readPlain(cell, decimal);
  if (plain !== undefined) return plain;
  const parts = cell.length > longest ? undefined : shape.exec(cell)?.groups;
  return parts === undefined || !isBalanced(parts) ? undefined : readParts(parts, decimal);
}

type Parts = Partial<Record<string, string>>;

/** A bracket that opens must close, and there is one sign at most. */
const isBalanced = ({ open, close, sign, inner }: Parts): boolean =>
  (open === undefined) === (close === undefined) && (sign === undefined || inner === undefined);

function readParts(parts: Parts, decimal: DecimalSign): WrittenNumber | undefined {
  const { exponent } = parts;
  const digits = normalDigits(parts['digits'] ?? '', decimal);
  if (digits === undefined) return undefined;
  const size = Number(`${digits}${exponent ?? ''}`);
  if (!Number.isFinite(size)) return undefined;
  return {
    value: isNegative(parts) ? -size : size,
    unit: parts['before'] ?? parts['percent'] ?? parts['after'],
    isWhole: !digits.includes('.') && exponent === undefined,
  };
}

/** Most cells of most tables, without the long expression: half the time of a large one. */
function readPlain(cell: string, decimal: DecimalSign): WrittenNumber | undefined {
  const isWhole = /^-?\d{1,15}$/.test(cell);
  if (!isWhole && (decimal === ',' || !/^-?\d{1,15}\.\d{1,20}$/.test(cell))) return undefined;
  return { value: Number(cell), unit: undefined, isWhole };
}

/** Accountants put losses in brackets. */
const isNegative = ({ open, sign = '', inner = '' }: Parts): boolean =>
  open !== undefined || /[-−]/.test(sign + inner);

/** `1,234.5` and `1.234,5` as `1234.5`; nothing when the groups do not fit. */
function normalDigits(written: string, decimal: DecimalSign): string | undefined {
  const [whole = '', fraction = '', ...more] = written.split(decimal);
  if (more.length > 0 || !/^\d*$/.test(fraction)) return undefined;
  const digits = ungrouped(whole, decimal);
  if (digits === undefined || digits.length > mostDigits) return undefined;
  if (digits + fraction === '') return undefined;
  return `${digits === '' ? '0' : digits}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The digits before the fraction, if they are in groups as people group them or in none. */
function ungrouped(whole: string, decimal: DecimalSign): string | undefined {
  if (/^\d*$/.test(whole)) return whole;
  const isGrouped = spaced.test(whole) || groupedBy[decimal].test(whole);
  return isGrouped ? whole.replaceAll(/\D/g, '') : undefined;
}
