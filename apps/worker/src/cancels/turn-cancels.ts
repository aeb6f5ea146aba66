import type { CancelOrder, Turn } from '#messaging';

/** A turn that can be cancelled while it runs. */
export interface CancellableTurn {
  /** Aborts when its message was cancelled. */
  readonly signal: AbortSignal;
  end(): void;
}

/** Cancellations kept for turns that are about to begin: a claim and an announcement may cross. */
const mostRemembered = 1_000;

/** The turns of this process, by the message they work on, so that a cancellation reaches its own. */
export class TurnCancels {
  private readonly running = new Map<string, AbortController>();
  private readonly heard = new Set<string>();

  begin({ lease, message }: Turn): CancellableTurn {
    const key = keyOf(lease.workspace, message.id);
    const controller = new AbortController();
    this.running.set(key, controller);
    if (this.heard.has(key)) abort(controller);
    return {
      signal: controller.signal,
      end: () => {
        if (this.running.get(key) === controller) this.running.delete(key);
      },
    };
  }

  /** Aborts those that run here. The others may begin in a moment. */
  cancel({ workspace, messageIds }: CancelOrder): void {
    for (const id of messageIds) {
      const key = keyOf(workspace, id);
      this.remember(key);
      const controller = this.running.get(key);
      if (controller !== undefined) abort(controller);
    }
  }

  private remember(key: string): void {
    this.heard.delete(key);
    this.heard.add(key);
    const [oldest] = this.heard;
    if (this.heard.size > mostRemembered && oldest !== undefined) this.heard.delete(oldest);
  }
}

function keyOf(workspace: string, messageId: string): string {
  return `${workspace} ${messageId}`;
}

function abort(controller: AbortController): void {
  controller.abort(new DOMException('The message was cancelled.', 'AbortError'));
}
