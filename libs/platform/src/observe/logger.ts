import cluster from 'node:cluster';
import { pino } from 'pino';
import { currentTrace, traceIdOf } from '#signals';
import { pretty } from './pretty.js';
import { shortError, shortFacts } from './short-facts.js';

/** What the rest of the program may ask of a log: a sentence and its facts. */
export interface Logger {
  debug(facts: object, sentence: string): void;
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
  /** Whether lines of a level are kept: without, their facts need not be gathered. */
  isLevelEnabled(level: 'debug'): boolean;
  child(bindings: Record<string, unknown>): Logger;
}

export interface LogSettings {
  readonly level: string;
  /** @default auto: text on a terminal, else JSON */
  readonly format: 'json' | 'text' | 'auto';
}

/** Names under which secrets travel; their values never reach a log. */
const secrets = [
  'authorization',
  'cookie',
  'password',
  'token',
  'refresh_token',
  'secret',
  'api_key',
  'apiKey',
];

/** A log on standard output: one JSON object a line, or a readable line on a terminal. */
export function createLogger({ level, format }: LogSettings): Logger {
  const text = format === 'text' || (format === 'auto' && process.stdout.isTTY);
  const redact = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const options = {
    level,
    // Lines of several processes are in one log.
    base: cluster.isWorker ? { pid: process.pid } : null,
    redact: [...redact, '*["x-api-key"]', '*.*["x-api-key"]'],
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: shortFacts },
    serializers: { err: shortError },
    messageKey: 'message',
    mixin: nameTrace,
  };
  return text ? pino(options, pretty(process.stdout)) : pino(options);
}

/** Where traces are followed, a line says to which it belongs. */
function nameTrace(): object {
  const trace = currentTrace();
  return trace === undefined ? {} : { trace_id: traceIdOf(trace) };
}

/** A log that keeps nothing, for tests. */
export function createSilentLogger(): Logger {
  return pino({ level: 'silent' });
}
