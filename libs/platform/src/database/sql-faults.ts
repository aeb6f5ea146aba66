/** The SQLSTATE of an error that came from Postgres. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, driverError } = error as { code?: unknown; driverError?: unknown };
  // EPIPE has five capitals as well; every SQLSTATE has a digit.
  if (typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return code;
  return driverError === undefined ? undefined : sqlState(driverError);
}

/**
 * Postgres gave up in time: a statement or a wait for a lock took longer than it may, or a neighbour
 * won three times in a row. The next try may find it idle again.
 */
const overstrained = new Set(['57014', '55P03', '25P03', '40001', '40P01']);

/** Lost to a neighbour: serialization failure or deadlock. Safe to run again. */
export function isConcurrencyFault(error: unknown): boolean {
  const state = sqlState(error);
  return state === '40001' || state === '40P01';
}

/** What is known of data that Postgres refused, without the data. */
export interface RefusedData {
  /** Of SQLSTATE: what was wrong with it, what it contradicted, or that it was too much. */
  readonly class: '22' | '23' | '54';
  readonly state: string;
  /** Where, as far as Postgres says. */
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
}

/** What data Postgres refused (classes 22, 23, 54): it would refuse it again. Nothing: it was no matter of data. */
export function refusedData(error: unknown): RefusedData | undefined {
  const state = sqlState(error);
  if (state === undefined || !/^(?:22|23|54)/.test(state)) return undefined;
  const facts = factsOf(error);
  const where = (['table', 'column', 'constraint'] as const).flatMap((name) =>
    typeof facts[name] === 'string' ? [[name, facts[name]] as const] : [],
  );
  return { class: state.slice(0, 2) as RefusedData['class'], state, ...Object.fromEntries(where) };
}

function factsOf(error: unknown): Readonly<Record<string, unknown>> {
  const facts = error as Readonly<Record<string, unknown>>;
  const { driverError } = facts;
  return typeof driverError === 'object' && driverError !== null ? factsOf(driverError) : facts;
}

/** What Node says when Postgres, or the way to it, is not there: its name, its network, its host, its port. */
const offline = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
]);

/** A Postgres that is down has removed its socket. */
function isSocketMissing(error: Error): boolean {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  return code === 'ENOENT' && syscall === 'connect';
}

/**
 * Postgres is not there, has no room or no time, or went away while we spoke: the outcome of a commit
 * is then unknown.
 */
export function isUnreachable(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) return /^(?:08|57P0|53)/.test(state) || overstrained.has(state);
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && offline.has(code)) return true;
  if (isSocketMissing(error)) return true;
  return /query read timeout|connection (?:terminated|timeout|ended)|timeout exceeded when trying to connect|not queryable|already released/i.test(
    error.message,
  );
}

/** No answer came in time over a connection that stands: it is of no use any more. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Error && /query read timeout/i.test(error.message);
}
