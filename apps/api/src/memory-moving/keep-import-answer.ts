import { createHash } from 'node:crypto';
import { answerOnce, findSavedAnswer, replay, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database } from '#platform';

/** Whose answer is kept, and where. */
export interface KeptAnswer {
  readonly database: Database;
  readonly caller: Caller;
  readonly claim: IdempotencyClaim | undefined;
}

/**
 * `keepAnswer` for a body that is never held whole: whether a repetition is one is known when it has
 * been read to its end. Work is that of an import, which does no harm when it is repeated.
 * @throws {ProtocolError} IDEMPOTENCY_KEY_REUSED
 */
export async function keepImportAnswer<T extends object>(
  { database, caller, claim }: KeptAnswer,
  body: AsyncIterable<Buffer>,
  work: (body: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  if (claim === undefined) return work(body);
  const print = createHash('sha256').update(claim.fingerprint);
  const marked = mark(body, print);
  const saved = await database.read(caller, (tx) => findSavedAnswer(tx, claim.key));
  if (saved === undefined) {
    const answer = await work(marked);
    const whole = { ...claim, fingerprint: print.digest('hex') };
    return answerOnce(database, caller, whole, () => Promise.resolve(answer));
  }
  await readToItsEnd(marked);
  const { response } = replay(saved, print.digest('hex'));
  claim.onReplay?.();
  return response as T;
}

async function readToItsEnd(body: AsyncIterable<Buffer>): Promise<void> {
  const pieces = body[Symbol.asyncIterator]();
  while ((await pieces.next()).done !== true);
}

async function* mark(
  body: AsyncIterable<Buffer>,
  print: ReturnType<typeof createHash>,
): AsyncGenerator<Buffer> {
  for await (const chunk of body) {
    print.update(chunk);
    yield chunk;
  }
}
