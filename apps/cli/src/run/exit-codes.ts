/** How a command ended, in a word; the number is what shells and CI see. */
export const exitCodes = {
  done: { code: 0, means: 'It is done.' },
  failed: {
    code: 1,
    means:
      'It was tried and did not go well: a message failed, the doctor found a fault, `--check` found something to do, part of it was not done.',
  },
  usage: {
    code: 2,
    means: 'The command was not understood, a file cannot be read, or a confirmation is missing.',
  },
  unreachable: { code: 3, means: 'No server answers at the address.' },
  denied: { code: 4, means: 'Credentials are missing, not taken, or not enough (401, 403).' },
  missing: { code: 5, means: 'There is no such thing (404).' },
  conflict: { code: 6, means: 'It is there already, or changed meanwhile (409).' },
  invalid: { code: 7, means: 'The server refused what was sent (400, 413, 415, 422).' },
  busy: {
    code: 8,
    means: 'The server has too much to do or cannot work now (429, 503); try later.',
  },
  fault: { code: 9, means: 'A fault of the server (500); its log has the request id.' },
  late: { code: 10, means: 'No answer came in the time that was given.' },
  interrupted: { code: 130, means: 'Ctrl-C ended it.' },
} as const satisfies Readonly<Record<string, { readonly code: number; readonly means: string }>>;

export type Ending = keyof typeof exitCodes;

const ofStatus: Readonly<Record<number, Ending>> = {
  ...{ 401: 'denied', 403: 'denied', 404: 'missing', 405: 'missing', 409: 'conflict' },
  ...{ 429: 'busy', 503: 'busy', 502: 'busy', 504: 'busy' },
};

/** How a command ends when a server answers so. */
export function endingOf(status: number): Ending {
  return ofStatus[status] ?? (status >= 500 ? 'fault' : 'invalid');
}
