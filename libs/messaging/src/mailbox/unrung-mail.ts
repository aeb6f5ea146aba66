import { systemCaller, type Database } from '#platform';
import { noteUnrung } from './unrung.repository.js';

/** Mailboxes noted in one statement. */
const portion = 500;

/**
 * Tells all workers, by way of Postgres, that mailboxes have mail for which no bell could be rung: they
 * count as due at once, and whoever sweeps next takes them. Many are told in one statement; nobody
 * waits for it.
 */
export class UnrungMail {
  private readonly waiting = new Set<string>();
  private isWriting = false;

  constructor(private readonly database: Database) {}

  /** Never throws: what cannot be noted is found by the sweeper a second later. */
  note(mailboxIds: readonly string[]): void {
    for (const mailboxId of mailboxIds) this.waiting.add(mailboxId);
    if (!this.isWriting) void this.write();
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    while (this.waiting.size > 0) {
      const ids = [...this.waiting].slice(0, portion);
      for (const id of ids) this.waiting.delete(id);
      await this.database.read(systemCaller, (tx) => noteUnrung(tx, ids)).catch(() => undefined);
    }
    this.isWriting = false;
  }
}
