import { connectionStringOf } from './connection-string.js';
import { PostgresEngine } from './engine/postgres-engine.js';
import type { EmbeddedLog, PostgresBirth } from './postgres-talk.js';
import { limits } from './server/limits.js';
import { WireServer } from './server/wire-server.js';
import { Multiplexer } from './session/multiplexer.js';
import { Upkeep } from './upkeep/upkeep.js';

/** Whom the server tells how it fares. */
export interface EmbeddedServerEvents {
  readonly log: EmbeddedLog;
  readonly onCrash: (error: Error) => void;
}

interface Parts {
  readonly engine: PostgresEngine;
  readonly multiplexer: Multiplexer;
  readonly wire: WireServer;
  readonly upkeep: Upkeep;
}

/** Engine, multiplexer, wire and upkeep, put together in the thread. */
export class EmbeddedServer {
  private constructor(private readonly parts: Parts) {}

  static async start(birth: PostgresBirth, events: EmbeddedServerEvents): Promise<EmbeddedServer> {
    const engine = await PostgresEngine.open(birth.path);
    if (engine.wasRecovered) {
      events.log('info', 'The embedded Postgres had not been stopped; it has recovered.');
    }
    const parameters = await engine.parameters();
    const warn = (message: string): void => {
      events.log('warn', message);
    };
    const { idleInTransaction, password, upkeepEvery } = birth;
    const multiplexer = new Multiplexer(engine, {
      idleInTransaction,
      onCrash: events.onCrash,
      warn,
    });
    const wire = await WireServer.listen({ multiplexer, password, parameters, warn });
    const upkeep = new Upkeep(connectionStringOf(wire.port, password), upkeepEvery, warn);
    return new EmbeddedServer({ engine, multiplexer, wire, upkeep });
  }

  get port(): number {
    return this.parts.wire.port;
  }

  /** Says goodbye to every client, rolls back what is open, and writes everything down. */
  async stop(): Promise<void> {
    const { engine, multiplexer, wire, upkeep } = this.parts;
    wire.close();
    await upkeep.stop();
    await wire.emptied(limits.leaveMs);
    await multiplexer.close();
    await wire.emptied(limits.lingerMs);
    await engine.close();
  }
}
