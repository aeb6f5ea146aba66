import { channelOf, sentBy, type EngineOutput } from '../wire/engine-output.js';
import type { Batch } from './batch.js';
import { Listeners } from './listeners.js';
import type { SharedSession } from './shared-session.js';
import type { VirtualSession } from './virtual-session.js';

/** Keeps what belongs to which connection: statements, settings, channels. */
export class Bookkeeper {
  readonly #listeners = new Listeners<VirtualSession>();

  constructor(private readonly shared: SharedSession) {}

  /** Enters what a batch has done. */
  async account(session: VirtualSession, batch: Batch, output: EngineOutput): Promise<void> {
    for (const name of batch.prepares) session.prepared.add(name);
    if (output.fault === undefined) for (const name of batch.closes) session.prepared.delete(name);
    session.pending.push(...batch.notes);
    if (output.readiness === 'I' && session.pending.length > 0) {
      await this.#settle(session, output.fault === undefined && !output.isRolledBack);
    }
  }

  /** Passes a notification on to everybody who listens. */
  notify(sender: VirtualSession, notification: Buffer): void {
    const bytes = sentBy(notification, sender.id);
    for (const listener of this.#listeners.to(channelOf(notification))) listener.peer.notify(bytes);
  }

  /** Leaves nothing of a connection in the session. */
  async forget(session: VirtualSession): Promise<void> {
    await this.#forgetStatements(session);
    await this.shared.unlisten(this.#listeners.unlistenAll(session));
  }

  /** The transaction is over: what it did to the session has become true, or never was. */
  async #settle(session: VirtualSession, isCommitted: boolean): Promise<void> {
    const notes = session.pending.splice(0);
    const isFresh = isCommitted && notes.some(({ kind }) => kind === 'fresh settings');
    if (isFresh || notes.some(({ kind }) => kind === 'settings')) {
      await this.shared.learnSettings(session, isFresh);
    }
    const orphans: string[] = [];
    for (const note of notes) {
      if (note.kind === 'prepare') session.prepared.add(note.name);
      if (!isCommitted) continue;
      if (note.kind === 'listen') this.#listeners.listen(session, note.channel);
      if (note.kind === 'unlisten') orphans.push(...this.#unlisten(session, note.channel));
      if (note.kind === 'deallocate all') await this.#forgetStatements(session);
    }
    await this.shared.unlisten(orphans.filter((channel) => !this.#listeners.isHeard(channel)));
  }

  #unlisten(session: VirtualSession, channel: string | undefined): string[] {
    if (channel === undefined) return this.#listeners.unlistenAll(session);
    return this.#listeners.unlisten(session, channel);
  }

  async #forgetStatements(session: VirtualSession): Promise<void> {
    await this.shared.closeStatements(session.prepared);
    session.prepared.clear();
  }
}
