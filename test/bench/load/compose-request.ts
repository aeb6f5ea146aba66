import type { RequestPlan } from './load-order.js';

/** A request, and what its answer is to hold. */
export interface ComposedRequest {
  readonly text: string;
  readonly expects: string;
}

/** Makes the bytes of the request of a number. What does not change is put together once. */
export function requestComposer(url: URL, plan: RequestPlan): (n: number) => ComposedRequest {
  const headers = Object.entries({
    host: url.host,
    ...(plan.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...plan.headers,
  });
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const { conversations = Infinity } = plan;
  const path = filler(plan.path);
  const body = filler(plan.body ?? '');
  const expects = filler(plan.expects ?? '');
  return (n) => {
    const c = n % conversations;
    const said = body(n, c);
    const length = plan.body === undefined ? '' : `content-length: ${Buffer.byteLength(said)}\r\n`;
    const text = `${plan.method} ${path(n, c)} HTTP/1.1\r\n${lines}${length}\r\n${said}`;
    return { text, expects: expects(n, c) };
  };
}

/** Puts the numbers of a request into a text. */
function filler(text: string): (n: number, c: number) => string {
  const parts = text.split(/(\{[nc]\})/);
  return (n, c) => parts.map((part) => (part === '{n}' ? n : part === '{c}' ? c : part)).join('');
}
