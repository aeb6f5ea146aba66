import type { Env } from '#platform';
import { explainStartFailure } from '../explain-start-failure.js';
import { probePort } from '../probe-port.js';
import { error, ok, warning, type Finding } from './finding.js';

/** How long a server may take to say that it is one, in milliseconds. */
const patience = 1_000;

/** Whether a Caxton answers at the address that the settings name. */
export async function isServed({ CAXTON_HOST: host, CAXTON_PORT: port }: Env): Promise<boolean> {
  const name = host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${name}:${String(port)}/health/live`, {
      signal: AbortSignal.timeout(patience),
    });
    return ((await answer.json()) as { status?: unknown }).status === 'alive';
  } catch {
    return false;
  }
}

/** Looks whether a port can be had. A Caxton that already has it is no fault, unless another one is to start. */
export async function examinePort(port: number, env: Env, isOurs: boolean): Promise<Finding> {
  try {
    await probePort(env.CAXTON_HOST, port);
    const which = port === 0 ? 'A port' : `Port ${String(port)}`;
    return ok('port', `${which} of ${env.CAXTON_HOST} is free.`);
  } catch (failure) {
    const told = explainStartFailure(failure, { command: 'caxton server start', env });
    const [message = '', remedy = 'Correct CAXTON_HOST or the port.'] = (
      told ?? String(failure)
    ).split('\n');
    if (!isOurs) return error('port', message, remedy);
    return warning('port', `A Caxton runs here already and has port ${String(port)}.`, remedy);
  }
}
