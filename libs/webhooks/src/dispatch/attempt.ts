import { faultPoint } from '#faults';
import { currentTrace, watched } from '#signals';
import { systemCaller, type Clock, type Database, type Logger } from '#platform';
import { hopHeader, type DeliveryAttempt } from '#protocol';
import type { GuardedFetch } from '#tools';
import { SealBroken } from '#secrets';
import type { WebhookSecrets } from '../book/webhook-secrets.js';
import type { AttemptTally } from './attempt-tally.js';
import { composeNotice, composePayload, hopsOfNotice } from './compose-payload.js';
import {
  giveBackDelivery,
  readEventToTell,
  writeDelivered,
  writeFailed,
  type ClaimedDelivery,
} from './dispatch.repository.js';
import { noteGap } from './note-gap.js';
import { delayAfter, readRetryAfter } from './schedule.js';
import { signedHeaders } from './sign.js';

/** What attempts are made with. */
export interface AttemptKit {
  readonly database: Database;
  readonly secrets: Pick<WebhookSecrets, 'open'>;
  /** The guarded way out. */
  readonly fetch: GuardedFetch;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn' | 'debug'>;
  /** In [0, 1). */
  readonly random: () => number;
  readonly tally: AttemptTally;
}

/** From the first look-up to the last byte. */
const timeoutMs = 15_000;

/** What is read of an answer, so that its sender can finish; nothing of it is kept. */
const answerBytes = 64 * 1_024;

/** Another process may have the key that this one lacks. */
const withoutKeyMs = 60_000;
const withoutKey = 'the process that should tell it lacks a key of CAXTON_KEYS';

interface Answer {
  readonly status: number | undefined;
  readonly problem: string | undefined;
  readonly retryAfterMs: number | undefined;
}

/** Makes one attempt at a delivery and writes down how it went. Aborted ones are given back untouched. */
export async function attemptDelivery(
  kit: AttemptKit,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock, log } = kit;
  const request = await prepare(kit, delivery).catch((error: unknown) => {
    noteGap(error);
    log.warn({ err: error, ...idsOf(delivery) }, 'A webhook cannot be told now.');
    return error;
  });
  if (!isPrepared(request)) {
    await postpone(kit, delivery, request);
    return;
  }
  const began = clock.monotonic();
  const at = new Date(clock.now()).toISOString();
  const answer = await watched(
    'webhook',
    {},
    async (ending) => {
      const told = goingOn(request);
      const given = await faultPoint('webhook.send', () => send(kit, delivery.url, told, signal));
      ending.as(outcomeOf(given), { 'http.response.status_code': given?.status });
      return given;
    },
    { parent: request.traceparent, facts: idsOf(delivery) },
  );
  if (answer === undefined) {
    await database.read(systemCaller, (tx) => giveBackDelivery(tx, delivery, 0));
    return;
  }
  const duration = Math.round(clock.monotonic() - began);
  await faultPoint('webhook.record', () =>
    settle(kit, delivery, answer, {
      ...{ at, status: answer.status ?? null, problem: answer.problem ?? null },
      duration_ms: duration,
    }),
  );
}

/** What a delivery is known by in the log and in traces. */
function idsOf({
  id,
  webhookId,
  workspace,
  conversationId,
}: ClaimedDelivery): Readonly<Record<string, string | undefined>> {
  return { delivery: id, webhook: webhookId, workspace, conversation_id: conversationId };
}

/** Its receiver learns which work it is told of, and may go on with it. */
function goingOn({ headers, traceparent: led, body }: PreparedRequest): PreparedRequest {
  const traceparent = currentTrace() ?? led;
  return { headers: traceparent === undefined ? headers : { ...headers, traceparent }, body };
}

function outcomeOf(answer: Answer | undefined): string {
  if (answer === undefined) return 'aborted';
  return answer.problem === undefined ? 'delivered' : 'failed';
}

interface PreparedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The work that sent the message that it is about. */
  readonly traceparent?: string | undefined;
}

function isPrepared(request: unknown): request is PreparedRequest {
  return !(request instanceof Error);
}

async function postpone(
  { database, clock, tally }: AttemptKit,
  delivery: ClaimedDelivery,
  error: unknown,
): Promise<void> {
  const problem = error instanceof SealBroken ? withoutKey : 'the server could not prepare it';
  const at = new Date(clock.now()).toISOString();
  const why = { at, status: null, problem, duration_ms: 0 };
  await database.read(systemCaller, (tx) => giveBackDelivery(tx, delivery, withoutKeyMs, why));
  tally.count('not_made');
}

/** Thrown when a secret cannot be opened, or the event is not there. */
async function prepare(
  { database, secrets, clock, userAgent }: AttemptKit,
  delivery: ClaimedDelivery,
): Promise<PreparedRequest> {
  const opened = secrets.open({ ...delivery, id: delivery.webhookId });
  const { body, hops, traceparent } = await tell(database, delivery);
  const signed = signedHeaders(delivery.id, new Date(clock.now()), body, opened);
  const hop = { [hopHeader]: String(hops + 1) };
  return {
    headers: { ...signed, ...hop, 'content-type': 'application/json', 'user-agent': userAgent },
    ...{ body, traceparent },
  };
}

/** What is told, and how many messages led to it. */
interface Told {
  readonly body: string;
  readonly hops: number;
  readonly traceparent?: string | undefined;
}

async function tell(database: Database, delivery: ClaimedDelivery): Promise<Told> {
  if (delivery.eventSeq === undefined)
    return { body: composeNotice(delivery), hops: hopsOfNotice(delivery) };
  const event = await database.read(systemCaller, (tx) => readEventToTell(tx, delivery));
  if (event === undefined) throw new Error(`The event of ${delivery.id} is not in the log`);
  const { hops, traceparent } = event;
  return { body: composePayload(delivery, event), hops, traceparent: traceparent ?? undefined };
}

/** Nothing when it was aborted: the process stops. */
async function send(
  { fetch, clock }: AttemptKit,
  url: string,
  request: PreparedRequest,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  try {
    const { status, headers } = await fetch({
      ...{ url, method: 'POST', ...request, signal, isBodyOptional: true },
      limits: {
        ...{ totalMs: timeoutMs, headersMs: timeoutMs, idleMs: 1_000 },
        ...{ maxBytes: answerBytes, maxRedirects: 0 },
      },
    });
    const isOk = status >= 200 && status < 300;
    return {
      status,
      problem: isOk ? undefined : problemOf(status),
      retryAfterMs: readRetryAfter(headers['retry-after'], clock.now()),
    };
  } catch (error) {
    if (signal.aborted) return undefined;
    return { status: undefined, problem: explainEgress(error), retryAfterMs: undefined };
  }
}

/** The guarded way out says what went wrong in words that anybody may read; nothing else does. */
function explainEgress(error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) throw error;
  if (!String(error.code).startsWith('EGRESS_')) throw error;
  return error.message;
}

function problemOf(status: number): string {
  if (status >= 300 && status < 400) return 'the receiver redirects; redirects are not followed';
  if (status === 410) return 'the receiver wants no more events';
  return `the receiver answers ${String(status)}`;
}

async function settle(
  { database, log, random, tally }: AttemptKit,
  delivery: ClaimedDelivery,
  { problem, retryAfterMs }: Answer,
  attempt: DeliveryAttempt,
): Promise<void> {
  const delayMs = delayAfter(delivery.attempts + 1, retryAfterMs, random());
  const disabled = await database.transaction(systemCaller, async (tx) => {
    if (problem !== undefined) return writeFailed(tx, delivery, { attempt, delayMs });
    await writeDelivered(tx, delivery, attempt);
    return undefined;
  });
  const told = { ...idsOf(delivery), status: attempt.status, ms: attempt.duration_ms, problem };
  log.debug(told, 'A webhook was told.');
  if (problem === undefined) tally.count('delivered');
  else tally.count(delayMs === undefined ? 'given_up' : 'failed');
  if (disabled === undefined) return;
  tally.countDisabled(disabled);
  const facts = { ...idsOf(delivery), reason: disabled };
  log.warn(facts, 'A webhook was disabled; PATCH it with enabled: true once its receiver works.');
}
