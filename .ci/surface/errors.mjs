import { errorCatalogue } from '#protocol';
import { table } from './table.mjs';

/** Every error a client can be answered with, by status. */
export function describeErrors() {
  const rows = Object.entries(errorCatalogue)
    .sort(([a, { status: x }], [b, { status: y }]) => x - y || (a < b ? -1 : 1))
    .map(([code, { status, retryable, when, remedy }]) => [
      `\`${code}\``,
      status,
      retryable ? 'yes' : 'no',
      when,
      remedy,
    ]);
  return [
    '# Errors',
    '',
    'Every error has one shape: `{"error": {code, message, details, timestamp, request_id}}`. Codes never',
    'change their meaning. `details.suggestion` says what to do; `details.errors` names each bad field.',
    'An error that may be tried again carries `Retry-After` when the server knows how long to wait.',
    '',
    table(['code', 'status', 'try again', 'when', 'what to do'], rows),
  ].join('\n');
}
