import { once } from 'node:events';
import { Agent, get, request, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** What was answered, and after how many seconds to come back. */
export interface Answered {
  readonly status: number;
  readonly retryAfter: number;
}

const answeredBy = ({ statusCode = 0, headers }: IncomingMessage): Answered => ({
  status: statusCode,
  retryAfter: Number(headers['retry-after']),
});

/** As many connections as a proxy would open. */
const connections = 256;

/** Sends so many messages at an even pace, whatever becomes of those before; gives what was answered. */
export async function sendBurst(
  url: string,
  { count, perSecond }: { readonly count: number; readonly perSecond: number },
): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const answers: Promise<Answered>[] = [];
  const begun = performance.now();
  while (answers.length < count) {
    const due = Math.min(count, ((performance.now() - begun) / 1_000) * perSecond);
    while (answers.length < due) answers.push(send(url, agent, `burst-${String(answers.length)}`));
    await delay(5);
  }
  const all = await Promise.all(answers);
  agent.destroy();
  return all;
}

async function send(url: string, agent: Agent, conversation_id: string): Promise<Answered> {
  const headers = { 'content-type': 'application/json' };
  const asking = request(`${url}/api/v1/messages`, { method: 'POST', agent, headers });
  asking.end(JSON.stringify({ capability: 'echo', conversation_id, content: {} }));
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answeredBy(answer);
}

/**
 * A reader who comes back until it is served, as late as it was told each time; then stays for a moment
 * and goes when it has seen the first event.
 */
export async function followPatiently(url: string, conversation: string): Promise<Answered[]> {
  const path = `/api/v1/conversations/${conversation}?follow=true&keep_open=true`;
  const [answer] = (await once(get(`${url}${path}`, { agent: false }), 'response')) as [
    IncomingMessage,
  ];
  const answered = answeredBy(answer);
  if (answered.status === 200) await readFirst(answer);
  answer.destroy();
  if (![429, 503].includes(answered.status)) return [answered];
  await delay(answered.retryAfter * 1_000);
  return [answered, ...(await followPatiently(url, conversation))];
}

async function readFirst(answer: IncomingMessage): Promise<void> {
  // Long enough that those who come next find the place taken.
  await delay(500);
  let text = '';
  for await (const piece of answer.setEncoding('utf8')) {
    text += String(piece);
    if (text.includes('id: 1\n')) return;
  }
  throw new Error('The stream ended without its first event.');
}
