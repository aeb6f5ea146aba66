import { once } from 'node:events';
import { request as plain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { text } from 'node:stream/consumers';

/** Thrown when a server did not do what it was asked. Its message is for the person who asked. */
export class ServerRefused extends Error {
  override readonly name = 'ServerRefused';
}

/** A request whose body is still to be written. Plain Node: a server may answer before it has all. */
export function openRequest(
  address: URL,
  method: 'GET' | 'POST',
  headers: Readonly<Record<string, string>> = {},
): ClientRequest {
  return (address.protocol === 'https:' ? secure : plain)(address, { method, headers });
}

/** The answer, when it begins. @throws {ServerRefused} nobody is there */
export async function answerOf(asking: ClientRequest): Promise<IncomingMessage> {
  try {
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    return answer;
  } catch (error) {
    throw new ServerRefused(explain(error, asking));
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
export async function readRefusal(answer: IncomingMessage): Promise<ServerRefused> {
  const status = String(answer.statusCode);
  const said = await text(answer).catch(() => '');
  try {
    const { error } = JSON.parse(said) as Refusal;
    const { suggestion, stored } = error?.details ?? {};
    return new ServerRefused(
      [
        `${error?.message ?? said} (${status})`,
        ...(typeof suggestion === 'string' ? [suggestion] : []),
        ...(stored === undefined ? [] : [`Stored before: ${JSON.stringify(stored)}`]),
      ].join('\n'),
    );
  } catch {
    return new ServerRefused(`The server answered ${status}: ${said.slice(0, 500)}`);
  }
}

/** Runs a command to its exit code; what a server refuses is told without a stack. */
export async function toExitCode(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const isForPeople = error instanceof ServerRefused || 'code' in (error as object);
    if (!isForPeople) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}
