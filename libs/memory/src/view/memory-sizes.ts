import type { Caller, Clock, Database } from '#platform';
import type { Place } from '../place.js';
import { countWorkspace, type PlaceCounts } from './overview.repository.js';
import { measureMemory } from './size.repository.js';

/** Sizes are used for so long before they are measured again. */
const freshForMs = 5_000;

/** Measuring may take this share of the time, however much is remembered. */
const share = 0.02;

/** So many are kept; those measured longest ago are forgotten first. */
const mostKept = 10_000;

interface Kept {
  readonly bytes: Promise<number>;
  readonly until: number;
}

/** How much room memories take. Measuring reads all of a place, so it is done seldom. */
export class MemorySizes {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly database: Database,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {}

  /** Bytes in all of these places together, of a few seconds ago, or longer where very much is remembered. */
  async read(caller: Caller, places: readonly Place[]): Promise<number> {
    const sizes = await Promise.all(places.map((place) => this.ofPlace(caller, place)));
    return sizes.reduce((total, bytes) => total + bytes, 0);
  }

  /** Entities and relations of the whole workspace, and those that all share: as they are now. */
  count(caller: Caller): Promise<Pick<PlaceCounts, 'entities' | 'relations'>> {
    return this.database.read(caller, countWorkspace);
  }

  /** Bytes of all that the workspace remembers, and of what all share. */
  ofWorkspace(caller: Caller): Promise<number> {
    return this.ofPlace(caller, undefined);
  }

  private ofPlace(caller: Caller, place: Place | undefined): Promise<number> {
    const key = `${caller.workspace} ${place ?? ''}`;
    const known = this.kept.get(key);
    if (known !== undefined && this.clock.monotonic() < known.until) return known.bytes;
    const began = this.clock.monotonic();
    const bytes = this.database.read(caller, (tx) => measureMemory(tx, place));
    this.keep(key, { bytes, until: Infinity });
    bytes.then(
      () => {
        const now = this.clock.monotonic();
        this.keep(key, { bytes, until: now + Math.max(freshForMs, (now - began) / share) });
      },
      () => this.kept.delete(key),
    );
    return bytes;
  }

  private keep(key: string, kept: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
  }
}
