import { once } from 'node:events';
import { request as plain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { text } from 'node:stream/consumers';
import { CliError } from '../run/cli-error.js';
import { endingOf } from '../run/exit-codes.js';

/** A request whose body is still to be written. Plain Node: a server may answer before it has all. */
export function openRequest(
  address: URL,
  method: 'GET' | 'POST',
  headers: Readonly<Record<string, string>> = {},
): ClientRequest {
  return (address.protocol === 'https:' ? secure : plain)(address, { method, headers });
}

/** The header that tells who asks; none for nobody. */
export function credentialsOf(apiKey: string | undefined): Record<string, string> {
  return apiKey === undefined ? {} : { 'x-api-key': apiKey };
}

/** The answer, when it begins. @throws {CliError} nobody is there */
export async function answerOf(asking: ClientRequest): Promise<IncomingMessage> {
  try {
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    return answer;
  } catch (error) {
    throw new CliError('unreachable', explain(error, asking));
  }
}

function explain(error: unknown, asking: ClientRequest): string {
  const { code } = error as { readonly code?: string };
  // `asking.host` is without the port.
  const address = `${asking.protocol}//${String(asking.getHeader('host'))}`;
  if (code === 'ECONNREFUSED') return `There is no server at ${address}. Is it running?`;
  return `The server went away: ${error instanceof Error ? error.message : String(error)}`;
}

interface Refusal {
  readonly error?: {
    readonly message?: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
}

/** What a server says when it does not do it. */
export async function readRefusal(answer: IncomingMessage): Promise<CliError> {
  const { statusCode = 500 } = answer;
  const [status, ending] = [String(statusCode), endingOf(statusCode)];
  const said = await text(answer).catch(() => '');
  try {
    const { error } = JSON.parse(said) as Refusal;
    const { suggestion, stored } = error?.details ?? {};
    const before = stored === undefined ? '' : `\nStored before: ${JSON.stringify(stored)}`;
    const remedy = typeof suggestion === 'string' ? suggestion : undefined;
    return new CliError(ending, `${error?.message ?? said} (${status})${before}`, remedy);
  } catch {
    return new CliError(ending, `The server answered ${status}: ${said.slice(0, 500)}`);
  }
}
