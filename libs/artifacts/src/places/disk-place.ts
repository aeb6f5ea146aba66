import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ByteRange } from '../artifact.js';
import type { BlobKey, BytePlace } from './byte-place.js';

/**
 * Bytes in files below one folder, which every process that reads or writes artifacts must see. What a
 * file is called comes from the server alone: nothing that a user says gets into a path.
 */
export class DiskPlace implements BytePlace {
  constructor(private readonly folder: string) {}

  async write(key: BlobKey, pieces: AsyncIterable<Buffer>): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, 'w', 0o600);
    try {
      for await (const piece of pieces) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  }

  async *read(key: BlobKey, { start, end }: ByteRange): AsyncGenerator<Buffer, void> {
    if (end < start) return;
    for await (const chunk of createReadStream(this.pathOf(key), { start, end })) {
      yield chunk as Buffer;
    }
  }

  async drop(key: BlobKey): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  /** Spread over 256 folders for each workspace. */
  private pathOf({ workspace, id }: BlobKey): string {
    const owner = createHash('sha256').update(workspace).digest('hex').slice(0, 32);
    return join(this.folder, owner, id.slice(-2), id);
  }
}

/** A file is only there after a loss of power if its folder says so. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
