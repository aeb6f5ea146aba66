import type { ServerResponse } from 'node:http';

/** The requests that are being answered. A stop waits for them. */
export class RunningRequests {
  private readonly open = new Set<ServerResponse>();
  private onIdle: () => void = () => undefined;

  /** Counts until its answer is sent, or its client has gone. */
  note(response: ServerResponse): void {
    this.open.add(response);
    response.once('close', () => {
      this.open.delete(response);
      if (this.open.size === 0) this.onIdle();
    });
  }

  /** Settles as soon as none is left. */
  async whenIdle(): Promise<void> {
    if (this.open.size === 0) return;
    await new Promise<void>((resolve) => {
      this.onIdle = resolve;
    });
  }
}
