import { ProtocolError, type MemorySearch } from '#protocol';
import type { RecallQuery } from '#memory';

/** What a search says of time. */
export type TimeTerms = Pick<MemorySearch, 'temporal_filter' | 'as_of' | 'start_date' | 'end_date'>;

const lastMoment = 'T23:59:59.999999Z';

/**
 * The time that a search means. A day begins and ends in UTC.
 * @throws {ProtocolError} INVALID_REQUEST naming the instant that is missing, the one that the filter does
 * not look at, or the dates that are the wrong way round
 */
export function readTime(terms: TimeTerms): RecallQuery['at'] {
  refuseIdle(terms);
  switch (terms.temporal_filter) {
    case 'all':
      return 'all';
    case 'current':
      return undefined;
    case 'as_of':
      if (terms.as_of === undefined) throw missing();
      return { asOf: terms.as_of };
    case 'date_range':
      return readRange(terms);
  }
}

/** The filter that looks at each. */
const filterOf = { as_of: 'as_of', start_date: 'date_range', end_date: 'date_range' } as const;

/** An instant that no filter looks at would be answered with what holds now, as if it had been then. */
function refuseIdle(terms: TimeTerms): void {
  for (const field of ['as_of', 'start_date', 'end_date'] as const) {
    if (terms[field] === undefined || terms.temporal_filter === filterOf[field]) continue;
    const message = `is of temporal_filter ${filterOf[field]}, and this one is ${terms.temporal_filter}`;
    throw refused(`${field} ${message}`, { field, rule: 'conflict', message });
  }
}

function readRange({ start_date, end_date }: TimeTerms): RecallQuery['at'] {
  if (start_date === undefined && end_date === undefined) {
    const message =
      'or end_date must be given, or both, with temporal_filter date_range: a day such as 2030-01-01, or an instant';
    throw refused(`start_date ${message}`, { field: 'start_date', rule: 'required', message });
  }
  const [from, to] = [startOf(start_date), endOf(end_date)];
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    const message = 'must not lie before start_date';
    throw refused(`end_date ${message}`, { field: 'end_date', rule: 'range', message });
  }
  return { from, to };
}

/** The first moment of a day in UTC; an instant as it is. */
export function startOf<Unsaid extends null | undefined>(date: string | Unsaid): string | Unsaid {
  return ending(date, 'T00:00:00Z');
}

/** The last moment of a day in UTC; an instant as it is. */
export function endOf<Unsaid extends null | undefined>(date: string | Unsaid): string | Unsaid {
  return ending(date, lastMoment);
}

/** A day with the time of day that is meant; an instant as it is. */
function ending<Unsaid extends null | undefined>(
  date: string | Unsaid,
  time: string,
): string | Unsaid {
  return typeof date !== 'string' || date.includes('T') ? date : `${date}${time}`;
}

function missing(): ProtocolError {
  const message = 'must be given with temporal_filter as_of';
  return refused(`as_of ${message}`, { field: 'as_of', rule: 'required', message });
}

function refused(
  said: string,
  error: { readonly field: string; readonly rule: string; readonly message: string },
): ProtocolError {
  return new ProtocolError('INVALID_REQUEST', said, { errors: [error] });
}
