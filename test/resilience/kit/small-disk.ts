import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, rmdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of a few megabytes that can be filled. Needs root on Linux. */
export class SmallDisk {
  private constructor(readonly path: string) {}

  /** Thrown when this user may not mount. */
  static mount(megabytes: number): SmallDisk {
    const path = mkdtempSync(join(tmpdir(), 'caxton-small-disk-'));
    const size = `size=${String(megabytes)}m,mode=0755`;
    const { status, stderr } = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', path], {
      encoding: 'utf8',
    });
    if (status === 0) return new SmallDisk(path);
    rmdirSync(path);
    throw new Error(`A small disk cannot be mounted here: ${stderr}`);
  }

  /** Whether this user may mount one. */
  static get isPossible(): boolean {
    try {
      SmallDisk.mount(1).unmount();
      return true;
    } catch {
      return false;
    }
  }

  /** Leaves no byte. */
  fill(): void {
    const { bavail, bsize } = statfsSync(this.path);
    try {
      writeFileSync(this.ballast, Buffer.alloc(bavail * bsize));
    } catch (error) {
      // Who else writes there may have taken the last of it meanwhile: it is full either way.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }

  free(): void {
    rmSync(this.ballast, { force: true });
  }

  unmount(): void {
    spawnSync('/bin/umount', ['-l', this.path]);
    rmdirSync(this.path);
  }

  private get ballast(): string {
    return join(this.path, 'ballast');
  }
}
