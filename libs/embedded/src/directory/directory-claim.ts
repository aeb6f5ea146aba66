import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataDirectoryInUse } from '../embedded.errors.js';
import { claimName, decide, touchEvery } from './claim.js';
import { makeFolder } from './make-folder.js';
import { birthOf, placeOfProcesses } from './process-birth.js';
import { Rivals, touchClaim } from './rivals.js';

/*
 * The right to be alone in a directory, among processes that may die at any moment.
 *
 * Claim first, look second: who wants the directory makes a file of its own, then looks for others.
 * Alone, it has the directory. Of two that see each other the later one withdraws; both cannot miss
 * each other, because each made its file before it looked. The claim of a dead process is removed
 * by whoever finds it, and nothing is lost when two do: no living process has a claim by that name.
 * (One lock file that is taken over has no such way: between finding it stale and removing it,
 * somebody else may have made it his.)
 */

/** How often it looks again, in milliseconds. */
const lookEvery = 25;

/** A claim that holds. */
export class DirectoryClaim {
  readonly #touching: NodeJS.Timeout;

  private constructor(
    private readonly path: string,
    onLost: (error: Error) => void,
  ) {
    this.#touching = setInterval(() => {
      touchClaim(path).catch((error: unknown) => {
        clearInterval(this.#touching);
        onLost(error instanceof Error ? error : new Error(String(error)));
      });
    }, touchEvery);
    this.#touching.unref();
  }

  /**
   * Claims the directory, which must exist, or throws `DataDirectoryInUse`. The claim of a process
   * that was killed here is passed over at once, of one elsewhere after ten seconds of silence.
   *
   * @param onLost told when the claim was taken away: another may have the directory already
   */
  static async take(directory: string, onLost: (error: Error) => void): Promise<DirectoryClaim> {
    const claims = join(directory, 'claims');
    await makeFolder(claims);
    const place = placeOfProcesses();
    const own = ownName(place);
    const path = join(claims, own);
    await writeFile(path, '', { flag: 'wx' });
    try {
      await becomeAlone(directory, new Rivals(claims, own, place));
      return new DirectoryClaim(path, onLost);
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#touching);
    await rm(this.path, { force: true });
  }
}

let made = 0;

function ownName(place: string): string {
  made += 1;
  return claimName(Date.now(), made, {
    pid: process.pid,
    birth: birthOf(process.pid) ?? '0',
    place,
  });
}

async function becomeAlone(directory: string, rivals: Rivals): Promise<void> {
  const begun = performance.now();
  for (;;) {
    const decision = decide(rivals.own, await rivals.look(), performance.now() - begun);
    if (decision === 'alone') return;
    if (decision !== 'wait') {
      const { claim } = decision;
      throw new DataDirectoryInUse(directory, claim.pid, claim.place === rivals.place);
    }
    await pause(lookEvery);
  }
}
