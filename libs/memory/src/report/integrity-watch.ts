import { systemClock, type Caller, type Clock, type Database } from '#platform';
import { checkIntegrity, type Integrity } from './integrity.repository.js';

/** Looking counts whole tables, so that many who ask are told the same. */
const holdsMs = 60_000;

/** What was seen, when, and until when it is told again. */
export interface IntegrityLook {
  readonly found: Integrity;
  readonly at: Date;
  readonly until: Date;
}

interface Kept {
  readonly look: Promise<IntegrityLook>;
  /** Monotonic. */
  readonly until: number;
}

/** Looks whether the tables of memory are sound, of each workspace once a minute at most. */
export class IntegrityWatch {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock = systemClock,
  ) {}

  /** A look that failed is not kept. */
  async look(caller: Caller): Promise<IntegrityLook> {
    const { workspace } = caller;
    const kept = this.kept.get(workspace);
    if (kept !== undefined && kept.until > this.clock.monotonic()) return kept.look;
    const look = this.lookAnew(caller);
    this.kept.set(workspace, { look, until: this.clock.monotonic() + holdsMs });
    try {
      return await look;
    } catch (error) {
      this.kept.delete(workspace);
      throw error;
    }
  }

  private async lookAnew(caller: Caller): Promise<IntegrityLook> {
    const at = this.clock.now();
    const found = await this.database.read(caller, checkIntegrity);
    return { found, at: new Date(at), until: new Date(at + holdsMs) };
  }
}
