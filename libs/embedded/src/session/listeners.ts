/** Who listens to which channel. The engine has one session, which listens for all. */
export class Listeners<Session> {
  readonly #channels = new Map<string, Set<Session>>();

  listen(session: Session, channel: string): void {
    const listening = this.#channels.get(channel) ?? new Set();
    this.#channels.set(channel, listening.add(session));
  }

  /** Gives the channel back if nobody listens to it any more. */
  unlisten(session: Session, channel: string): string[] {
    const listening = this.#channels.get(channel);
    if (listening?.delete(session) !== true || listening.size > 0) return [];
    this.#channels.delete(channel);
    return [channel];
  }

  /** Gives the channels that nobody listens to any more. */
  unlistenAll(session: Session): string[] {
    return [...this.#channels.keys()].flatMap((channel) => this.unlisten(session, channel));
  }

  to(channel: string): Iterable<Session> {
    return this.#channels.get(channel) ?? [];
  }

  isHeard(channel: string): boolean {
    return this.#channels.has(channel);
  }
}
