import { CliError } from './cli-error.js';
import { endingOf, exitCodes, type Ending } from './exit-codes.js';

/** A failure as it is told. */
export interface ToldFailure {
  readonly ending: Ending;
  /** Of the server's error, or the word of the table of exit codes in capitals. */
  readonly code: string;
  readonly message: string;
  /** What to do next. */
  readonly remedy?: string;
  readonly fields?: readonly FieldFault[];
  readonly request_id?: string;
}

interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** What errors of the client have; told by their shape, so that no command loads the client in vain. */
interface ClientFailure {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly status: number;
  readonly suggestion: string | undefined;
  readonly fields: readonly FieldFault[];
  readonly requestId: string | undefined;
}

const isOfClient = (error: unknown): error is ClientFailure =>
  error instanceof Error && 'status' in error && 'requestId' in error;

const ofClientCode: Readonly<Record<string, Ending>> = {
  ...{ CONNECTION_FAILED: 'unreachable', TIMED_OUT: 'late', NO_REPLY: 'late' },
  UNEXPECTED_ANSWER: 'fault',
};

/** What to do where the server itself says nothing, or cannot. */
const remedies: Partial<Readonly<Record<Ending, string>>> = {
  unreachable:
    'Start one (caxton server start), or name where it is: --url or CAXTON_URL. `caxton doctor` looks at this machine.',
  denied: 'Log in (caxton login), or set CAXTON_API_KEY to a key that may do this.',
  busy: 'Try again in a moment.',
  late: 'Wait longer with --timeout, or look at it later: caxton conversation show.',
  fault: 'Look for the request id in the log of the server.',
};

/** The same by code, where it says more than the answer: what a server says of paths is not for people at a shell. */
const remediesOf: Readonly<Record<string, string>> = {
  ROUTE_NOT_FOUND:
    'Is the URL right, without a path too many? Or the server is older than this command line: caxton server status tells its version.',
  UNEXPECTED_ANSWER:
    'It may be no Caxton, or a proxy answers in its place: look at --url, CAXTON_URL and what `caxton login` keeps.',
};

/** A failure in words, or nothing when it is a fault of our own. */
export function explainFailure(error: unknown): ToldFailure | undefined {
  if (error instanceof CliError) {
    const { ending, message, remedy = remedies[ending] } = error;
    return {
      ending,
      code: ending.toUpperCase(),
      message,
      ...(remedy === undefined ? {} : { remedy }),
    };
  }
  if (isOfClient(error)) return explainAnswer(error);
  return explainSystem(error);
}

function explainAnswer(error: ClientFailure): ToldFailure {
  const { code, message, status, fields, requestId } = error;
  const ending: Ending =
    error.name === 'MessageFailedError' ? 'failed' : (ofClientCode[code] ?? endingOf(status));
  // Unknown here, the server can only name its own calls: whoever sits at a shell logs in.
  const remedy =
    status === 401 ? remedies.denied : (remediesOf[code] ?? error.suggestion ?? remedies[ending]);
  return {
    ...{ ending, code, message: message.trim() },
    ...(remedy === undefined ? {} : { remedy }),
    ...(fields.length === 0 ? {} : { fields }),
    ...(requestId === undefined ? {} : { request_id: requestId }),
  };
}

const ofSystem: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no ${path}.`,
  EACCES: (path) => `${path} may not be read or written by you.`,
  EISDIR: (path) => `${path} is a folder, not a file.`,
};

/** What the system says of a file that is not there, or may not be read. */
function explainSystem(error: unknown): ToldFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  const message = path === undefined ? error.message : (ofSystem[code]?.(path) ?? error.message);
  return { ending: 'usage', code, message };
}

/** A failure as people read it. */
export function renderFailure({ message, fields = [], remedy, request_id }: ToldFailure): string {
  return [
    `Error: ${message}`,
    ...fields.map(toLine).filter((text) => text.trim() !== message),
    ...(request_id === undefined ? [] : [`  (request ${request_id})`]),
    ...(remedy === undefined ? [] : [`Next: ${remedy}`]),
    '',
  ].join('\n');
}

const toLine = ({ field, message }: FieldFault): string =>
  `  ${field === '' ? 'body' : field} ${message}`;

/** The same for programs, with the number that the process ends with. */
export function failureAsJson({ ending, ...told }: ToldFailure): string {
  return JSON.stringify({ error: { ...told, exit_code: exitCodes[ending].code } });
}
