import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isReady, judgeReadiness, type Phase, type Readiness } from '#protocol';
import type { Logger } from '#platform';

export interface OperatorSettings {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** What is told to operators and their programs. */
export interface OperatorFacts {
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly ground: () => Promise<Readiness['checks']>;
}

/** The port for operators, listening. */
export interface OperatorEndpoint {
  readonly port: number;
  /** Until then `/health/ready` says that the process starts. */
  announceStart(): void;
  /** From now on it says that the process stops. */
  announceStop(): void;
  stop(): Promise<void>;
}

/**
 * Serves `/metrics`, `/health/live` and `/health/ready` on a port of their own, in every process.
 * Thrown when the port is taken: EADDRINUSE.
 */
export async function startOperatorEndpoint(
  { host, port }: OperatorSettings,
  facts: OperatorFacts,
  log: Logger,
): Promise<OperatorEndpoint> {
  let phase: Phase = 'starting';
  const answers = answersOf(facts, () => phase);
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    const answer = answers[request.url?.split('?', 1)[0] ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else void answerWith(answer, response, log);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    announceStart: () => {
      phase = 'running';
    },
    announceStop: () => {
      phase = 'stopping';
    },
    stop: () => close(server),
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function answersOf(
  { metrics, ground }: OperatorFacts,
  phase: () => Phase,
): Record<string, () => Promise<Answer>> {
  return {
    '/metrics': async () => ({
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
      body: await metrics(),
    }),
    '/health/live': () => Promise.resolve(asJson(200, { status: 'alive' })),
    '/health/ready': async () => {
      const report = judgeReadiness(await ground(), phase());
      return asJson(isReady(report) ? 200 : 503, report);
    },
  };
}

function asJson(status: number, body: object): Answer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

async function answerWith(
  answer: () => Promise<Answer>,
  response: ServerResponse,
  log: Logger,
): Promise<void> {
  try {
    const { status, type, body } = await answer();
    response.writeHead(status, { 'content-type': type }).end(body);
  } catch (error) {
    log.warn({ err: error }, 'The metrics could not be counted.');
    response.writeHead(503).end();
  }
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
