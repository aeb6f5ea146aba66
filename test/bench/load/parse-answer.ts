/** An answer of HTTP/1.1. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/**
 * Takes one whole answer from the begin of what was received (bytes as latin1), and what is left of it. Undefined while
 * it is not all there.
 */
export function parseAnswer(received: string): [Answer, rest: string] | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = received.slice(0, end);
  const from = end + 4;
  const answer = (body: string): Answer => ({ status: Number(head.slice(9, 12)), head, body });
  const length = headerOf(head, 'content-length');
  if (length !== undefined) {
    const to = from + Number(length);
    if (received.length < to) return undefined;
    return [answer(received.slice(from, to)), received.slice(to)];
  }
  if (headerOf(head, 'transfer-encoding') !== 'chunked') return [answer(''), received.slice(from)];
  const chunks = parseChunks(received, from);
  return chunks && [answer(chunks.body), received.slice(chunks.end)];
}

/** The value of a header, or undefined. */
export function headerOf(head: string, name: string): string | undefined {
  const line = new RegExp(`\r\n${name}: *([^\r]*)`, 'i').exec(head);
  return line?.[1];
}

function parseChunks(received: string, from: number): { body: string; end: number } | undefined {
  let body = '';
  for (let at = from; ;) {
    const line = received.indexOf('\r\n', at);
    if (line === -1) return undefined;
    const size = Number.parseInt(received.slice(at, line), 16);
    const to = line + 2 + size + 2;
    if (received.length < to) return undefined;
    if (size === 0) return { body, end: to };
    body += received.slice(line + 2, to - 2);
    at = to;
  }
}
