import type { CaxtonClient, MessageToSend } from '#client';
import type { Outcome } from './summarize.js';

/** How hard a server is worked. */
export interface Load {
  readonly message: Pick<MessageToSend, 'capability' | 'content'>;
  readonly messages: number;
  /** Messages at a time, each in a conversation of its own. */
  readonly concurrency: number;
  readonly timeoutMs: number;
}

/** Sends messages, so many at a time, and waits for each reply. */
export async function runLoad(
  client: CaxtonClient,
  load: Load,
  onDone: (done: number) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let sent = 0;
  const work = async (): Promise<void> => {
    while (sent < load.messages) {
      sent += 1;
      outcomes.push(await sendOne(client, load));
      onDone(outcomes.length);
    }
  };
  await Promise.all(Array.from({ length: load.concurrency }, work));
  return outcomes;
}

async function sendOne(client: CaxtonClient, { message, timeoutMs }: Load): Promise<Outcome> {
  const begun = performance.now();
  try {
    await client.messages.sendAndWait(message, { timeoutMs });
    return { ms: performance.now() - begun };
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === undefined) throw error;
    return { code };
  }
}
