import { setTimeout as delay } from 'node:timers/promises';
import type { FaultPoint } from '#faults';

/** A client's errand, done with whichever server is there. */
interface Errand {
  readonly id: string;
  readonly urls: () => readonly string[];
  /** Takes what webhooks send. */
  readonly hook: string;
}

const patienceMs = 90_000;
const answerMs = 8_000;

/** What a client does besides sending, where a fault point asks for it: by the beginning of its name. */
const errands: readonly (readonly [string, (errand: Errand) => Promise<void>])[] = [
  [
    'dead-letter.requeue',
    async (errand) => {
      await bury(errand);
      await insist(errand, 'POST', `/dead-letters/${errand.id}/requeue`);
    },
  ],
  [
    'dead-letter.discard',
    async (errand) => {
      await bury(errand);
      await insist(errand, 'DELETE', `/dead-letters/${errand.id}`);
    },
  ],
  ['mailbox.suspend', (errand) => askAndDecide(errand)],
  ['approval.decide', (errand) => askAndDecide(errand)],
  ['approval.expire', (errand) => say(errand, 'ask', { patience: '500ms' })],
  [
    'artifact.',
    async (errand) => {
      // The second has the same bytes, so that one of two blobs is left to be collected.
      for (const _time of [1, 2]) await insist(errand, 'POST', '/artifacts', { sales: errand.id });
    },
  ],
  ['webhook.', (errand) => tellHook(errand)],
  [
    'cancel.',
    async (errand) => {
      await say(errand, 'echo', { delayMs: 30_000 });
      await insist(errand, 'POST', `/messages/${errand.id}/cancel`);
    },
  ],
];

/** Does what the place needs in order to be passed; most need nothing. Thrown when nobody serves it. */
export async function runErrand(point: FaultPoint, errand: Errand): Promise<void> {
  const found = errands.find(([beginning]) => point.startsWith(beginning));
  await found?.[1](errand);
}

/** A message that fails for good, so that there is a dead letter. */
async function bury(errand: Errand): Promise<void> {
  await say(errand, 'doomed', {});
  await insist(errand, 'GET', `/dead-letters/${errand.id}`);
}

/** A turn that waits for people, and one of them. */
async function askAndDecide(errand: Errand): Promise<void> {
  await say(errand, 'ask', {});
  const path = `/approvals?conversation=${errand.id}`;
  let given = '';
  await insist(errand, 'GET', path, undefined, (text) => {
    given = /"id":"(apr-[^"]+)"/.exec(text)?.[1] ?? '';
    return given !== '';
  });
  // Whether the decision was taken is unknown when its answer got lost: then it is found to be taken.
  const isTaken = (text: string): boolean => text.includes('"status":"approved"');
  await insist(errand, 'POST', `/approvals/${given}`, { decision: 'approve' }, isTaken);
}

/** Events that a receiver outside is to be told of. */
async function tellHook(errand: Errand): Promise<void> {
  const events = ['message.accepted', 'message.response', 'conversation.complete'];
  const filter = { conversations: [errand.id] };
  await insist(errand, 'POST', '/webhooks', { url: errand.hook, events, filter });
  await say(errand, 'echo', {});
}

function say(errand: Errand, capability: string, content: object): Promise<void> {
  const { id } = errand;
  const body = { capability, content, message_id: id, conversation_id: id };
  return insist(errand, 'POST', '/messages', body);
}

/** Asks again, as a client would, until it is done. */
async function insist(
  { urls }: Errand,
  method: string,
  path: string,
  body?: object,
  isDone: (text: string, isOk: boolean) => boolean = (_, isOk) => isOk,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  let last = 'no answer';
  while (performance.now() < deadline) {
    try {
      const response = await fetch(`${urls().at(-1) ?? ''}/api/v1${path}`, {
        method,
        signal: AbortSignal.timeout(answerMs),
        ...(body === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      last = `${String(response.status)} ${text}`;
      if (isDone(text, response.ok)) return;
    } catch (error) {
      last = String(error);
    }
    await delay(100);
  }
  throw new Error(`${method} ${path} came to nothing: ${last}`);
}
