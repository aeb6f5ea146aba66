import {
  accessSync,
  constants,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  statfsSync,
} from 'node:fs';
import { join } from 'node:path';

const memory = '/dev/shm';
const neededBytes = 8 * 2 ** 30;

function availableMemory() {
  const [, kilobytes = '0'] = /^MemAvailable:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'));
  return Number(kilobytes) * 1024;
}

/** Files can be run from there; Docker mounts it so that they cannot. */
function allowsPrograms() {
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((line) => line.split(' ')[1] === memory);
  return mount !== undefined && !mount.split(' ')[3].split(',').includes('noexec');
}

function hasRoom() {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return allowsPrograms() && Math.min(bavail * bsize, availableMemory()) >= neededBytes;
  } catch {
    return false;
  }
}

/** Memory is not given back by itself: what is a day old belongs to no run. */
function removeForgotten(folder) {
  for (const path of readdirSync(folder).map((name) => join(folder, name))) {
    if (Date.now() - statSync(path).mtimeMs > 86_400_000) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

/**
 * Where the tests keep servers, databases and data directories: in memory, if that has room and nobody said
 * otherwise. They all flush to disk at every commit, and what is tested is that they ask for it and outlive
 * the death of any process: no test cuts the power. Half the time of a run (273 tests of `libs/messaging`
 * and others, 41 s in place of 83) is the disk's. Benchmarks stay on it.
 */
export function placeTemporaryFiles() {
  if (process.env.TMPDIR || process.platform !== 'linux' || !hasRoom()) return;
  // One name for all runs of a user, so that a later one finds what a killed one left.
  const folder = join(memory, `caxton-tests-${process.getuid()}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  removeForgotten(folder);
  process.env.TMPDIR = folder;
}
