import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { judgeClaim, readClaim, type Claim } from './claim.js';
import { birthOf, placeOfProcesses } from './process-birth.js';

/** Who has a data directory. */
interface DirectoryHolder {
  readonly pid: number;
  /** Whether that process runs here, rather than in another container or on another machine. */
  readonly isHere: boolean;
}

/**
 * Looks who has the directory, without wanting it: nothing is written or removed. Of a process elsewhere only its
 * signs of life tell, so one that has just died there is still seen for ten seconds.
 */
export async function findHolder(dataDir: string): Promise<DirectoryHolder | undefined> {
  const claims = join(dataDir, 'claims');
  const place = placeOfProcesses();
  const names = await readdir(claims).catch(() => []);
  for (const name of names.sort()) {
    const claim = readClaim(name);
    if (claim !== undefined && (await mayLive(claim, join(claims, name), place)))
      return { pid: claim.pid, isHere: claim.place === place };
  }
  return undefined;
}

async function mayLive(claim: Claim, path: string, place: string): Promise<boolean> {
  const touched = await stat(path).catch(() => undefined);
  if (touched === undefined) return false;
  const verdict = judgeClaim(claim, {
    place,
    birthHere: birthOf(claim.pid),
    silence: Date.now() - touched.mtimeMs,
    hasMoved: false,
  });
  return verdict !== 'dead';
}
