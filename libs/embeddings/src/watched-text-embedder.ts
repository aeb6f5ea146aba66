import type { EmbedderFigures } from './embedder-figures.js';
import { EmbedderUnavailable } from './embedder.errors.js';
import type { RunningEmbedder } from './text-embedder.js';

/** How an embedder is, by what came of its last call. */
export interface EmbedderHealth {
  readonly provider: string;
  readonly fingerprint: string;
  /** `unused`: nobody has asked it yet. `off`: none is wanted. */
  readonly status: 'ok' | 'unused' | 'failing' | 'off';
  /** Why the last call failed. */
  readonly reason?: string | undefined;
}

/** An embedder of which it is known whether it works. */
export class WatchedTextEmbedder implements RunningEmbedder {
  private status: EmbedderHealth['status'];
  private reason: string | undefined;

  constructor(
    private readonly provider: string,
    private readonly embedder: RunningEmbedder,
  ) {
    this.status = provider === 'none' ? 'off' : 'unused';
  }

  get fingerprint(): string {
    return this.embedder.fingerprint;
  }

  get dimensions(): number | undefined {
    return this.embedder.dimensions;
  }

  get figures(): EmbedderFigures {
    return this.embedder.figures;
  }

  get health(): EmbedderHealth {
    const { provider, fingerprint, status, reason } = this;
    return { provider, fingerprint, status, ...(reason !== undefined && { reason }) };
  }

  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    try {
      const vectors = await this.embedder.embed(texts, signal);
      this.note('ok');
      return vectors;
    } catch (error) {
      if (error instanceof EmbedderUnavailable) this.note('failing', error.message);
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.embedder.stop();
  }

  private note(status: 'ok' | 'failing', reason?: string): void {
    if (this.status === 'off') return;
    this.status = status;
    this.reason = reason;
  }
}
