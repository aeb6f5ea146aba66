import { quoteName } from '../sql/read-statement.js';
import type { Fault } from '../wire/answers.js';
import { readEngineOutput, readRows, type EngineOutput } from '../wire/engine-output.js';
import { frame, queryFrame, syncFrame } from '../wire/frame.js';
import type { Batch } from './batch.js';
import {
  changedSettingsSql,
  changesBetween,
  changeSql,
  settingsOf,
  startedWith,
  type Settings,
} from './settings.js';
import type { VirtualSession } from './virtual-session.js';

/** Postgres in one piece: bytes of the wire protocol in, bytes out, one at a time. */
export interface Engine {
  /** Rejects only when the engine has died. */
  run(bytes: Buffer): Promise<Buffer>;
}

/** The one session of the engine, and whose clothes it wears. */
export class SharedSession {
  #applied: Settings = new Map();
  #unnamedOf: VirtualSession | undefined;

  constructor(private readonly engine: Engine) {}

  /** Makes the session look as this connection left it; tells why when its settings cannot be. */
  async handTo(session: VirtualSession): Promise<Fault | undefined> {
    const changes = changesBetween(this.#applied, session.settings);
    if (changes.size > 0) {
      const { fault } = await this.#tell(changeSql(changes));
      if (fault !== undefined) return fault;
    }
    this.#applied = session.settings;
    return undefined;
  }

  async run(session: VirtualSession, batch: Batch): Promise<EngineOutput> {
    if (batch.borrowsUnnamed && this.#unnamedOf !== session && session.unnamed !== undefined) {
      await this.engine.run(Buffer.concat([session.unnamed, syncFrame]));
      this.#unnamedOf = session;
    }
    const output = readEngineOutput(await this.engine.run(batch.bytes), batch.copies);
    if (batch.unnamed !== undefined) {
      this.#unnamedOf = session;
      session.unnamed = batch.unnamed ?? undefined;
    }
    return output;
  }

  /** Ends whatever transaction is open. */
  async rollBack(): Promise<void> {
    await this.engine.run(syncFrame);
    await this.#tell('rollback');
  }

  async closeStatements(names: Iterable<string>): Promise<void> {
    const closes = [...names].map((name) => frame('C', Buffer.from('S'), name));
    if (closes.length > 0) await this.engine.run(Buffer.concat([...closes, syncFrame]));
  }

  async unlisten(channels: readonly string[]): Promise<void> {
    if (channels.length === 0) return;
    await this.#tell(channels.map((channel) => `unlisten ${quoteName(channel)}`).join(';'));
  }

  /** Learns what SET has done. @param isFresh the connection wants those of its start again */
  async learnSettings(session: VirtualSession, isFresh: boolean): Promise<void> {
    this.#unnamedOf = undefined;
    this.#applied = settingsOf(readRows(await this.engine.run(queryFrame(changedSettingsSql))));
    const changed = isFresh ? new Map<string, string>() : this.#applied;
    session.settings = startedWith(session.startSettings, changed);
  }

  /** A simple query of our own. It removes the unnamed statement, as every simple query does. */
  async #tell(sql: string): Promise<EngineOutput> {
    this.#unnamedOf = undefined;
    return readEngineOutput(await this.engine.run(queryFrame(sql)));
  }
}
