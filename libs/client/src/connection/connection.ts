import { type CaxtonError } from '../errors/caxton-error.js';
import { attempt } from './attempt.js';
import type { Call, Read } from './call.js';
import { credentialsOf } from './credentials.js';
import { pause } from './pause.js';
import { isRefusedAtTheDoor, mayPass, pauseAfter } from './repetition.js';
import type { ConnectionSettings } from './settings.js';

/** What an attempt that is left less time would hardly finish in. */
const leastMs = 50;

/** The way to one server: it sends calls, again where that is safe, and never for longer than they may take. */
export class Connection {
  constructor(readonly settings: ConnectionSettings) {}

  /** Thrown: CaxtonError, or the reason of the call's signal. */
  async call<Answer>(call: Call, read: Read<Answer>): Promise<Answer> {
    const { signal, heldMs = 0 } = call;
    const until = performance.now() + (call.timeoutMs ?? this.settings.timeoutMs) + heldMs;
    const attempts = call.attempts ?? this.settings.attempts;
    for (let count = 1; ; count += 1) {
      try {
        return await this.try(call, read, until - performance.now());
      } catch (error) {
        if (count >= attempts || !mayRepeat(call, error)) throw error;
        const wait = pauseAfter(error, count, Math.random());
        if (performance.now() + wait + leastMs > until) throw error;
        await pause(wait, signal);
      }
    }
  }

  private async try<Answer>(call: Call, read: Read<Answer>, leftMs: number): Promise<Answer> {
    const { baseUrl, attemptTimeoutMs, fetch: send } = this.settings;
    const request = {
      url: `${baseUrl}${call.path}`,
      init: await this.initOf(call),
      signal: call.signal,
      withinMs: Math.max(leastMs, Math.min(leftMs, attemptTimeoutMs + (call.heldMs ?? 0))),
    };
    return attempt(send, request, read);
  }

  private async initOf({ method, headers, json, bytes }: Call): Promise<RequestInit> {
    const type = json === undefined ? {} : { 'content-type': 'application/json' };
    const body = json === undefined ? bytes : JSON.stringify(json);
    return {
      method,
      headers: { ...(await credentialsOf(this.settings)), ...type, ...headers },
      ...(body === undefined ? {} : { body }),
    };
  }
}

function mayRepeat(call: Call, error: unknown): error is CaxtonError {
  return mayPass(error) && (call.isRepeatable || isRefusedAtTheDoor(error));
}
