import type { CaxtonClient, Message, MessageToSend } from '#client';
import { endingOfReply } from '../messages/compose-message.js';
import type { Outcome } from './summarize.js';

/** How hard a server is worked: so many messages, or for so long. */
export interface Load {
  readonly message: Pick<MessageToSend, 'capability' | 'content'>;
  readonly messages: number;
  /** If given, as many messages as it takes. */
  readonly lastsMs?: number | undefined;
  /** Messages at a time, each in a conversation of its own. */
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** Ends it before its time; what is under way is not counted. */
  readonly signal: AbortSignal;
}

/** How far a load is, by what bounds it. */
export interface LoadProgress {
  readonly done: number;
  readonly total: number;
}

/** Sends messages, so many at a time, and waits for each reply. */
export async function runLoad(
  client: CaxtonClient,
  load: Load,
  onDone: (progress: LoadProgress) => void,
): Promise<Outcome[]> {
  const { messages, lastsMs, signal } = load;
  const outcomes: Outcome[] = [];
  const begun = performance.now();
  const elapsed = (): number => performance.now() - begun;
  let sent = 0;
  const goesOn = (): boolean =>
    !signal.aborted && (lastsMs === undefined ? sent < messages : elapsed() < lastsMs);
  const work = async (): Promise<void> => {
    while (goesOn()) {
      sent += 1;
      const outcome = await sendOne(client, load);
      if (outcome === undefined) return;
      outcomes.push(outcome);
      onDone(
        lastsMs === undefined
          ? { done: outcomes.length, total: messages }
          : { done: Math.floor(elapsed() / 1_000), total: Math.ceil(lastsMs / 1_000) },
      );
    }
  };
  await Promise.all(Array.from({ length: load.concurrency }, work));
  return outcomes;
}

/** What became of one message; nothing when the load was ended meanwhile. */
async function sendOne(client: CaxtonClient, load: Load): Promise<Outcome | undefined> {
  const { message, timeoutMs, signal } = load;
  const begun = performance.now();
  try {
    const reply = await client.messages.sendAndWait(message, { timeoutMs, signal });
    if (endingOfReply(reply) !== undefined) return { code: reply.performative.toUpperCase() };
    const turnMs = turnOf(reply);
    return { ms: performance.now() - begun, ...(turnMs === undefined ? {} : { turnMs }) };
  } catch (error) {
    if (signal.aborted) return undefined;
    const { code } = error as { readonly code?: string };
    if (code === undefined) throw error;
    return { code };
  }
}

/** How long the agent worked on it; the rest was waiting and writing. */
function turnOf({ metadata }: Message): number | undefined {
  const duration = metadata?.['duration_ms'];
  return typeof duration === 'number' ? duration : undefined;
}
