import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#platform';
import { describeWith } from '../../support/test-servers.js';

/**
 * The version that must run beside this one: the last release, or what would have been one. Move it
 * on with every release; never past a version that somebody may still run.
 */
const pinned = '314ef5fa2661';

/** The last one before this that suspends turns: those that wait in it must go on here. */
export const lastWithApprovals = '081b55fb95f6';

/** `describe` for a suite that needs the previous version; says why where it cannot be had. */
export function describeBesidePrevious(title: string, suite: () => void): void {
  if (hasHistory()) describeWith(['postgres', 'redis'], title, suite);
  else describe.skip(`${title} (skipped: this clone has no history)`, suite);
}

/** A shallow clone has none, nor has a source archive. */
function hasHistory(): boolean {
  try {
    git('cat-file', '-e', `${pinned}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

/** The folder of a version before this, built with the packages that it was released with; once per version. */
export function buildPreviousVersion(version = pinned): string {
  const root = packageRoot();
  const cache = join(root, 'node_modules', '.cache');
  const folder = join(cache, `caxton-${version}`);
  if (existsSync(folder)) return folder;
  const half = join(cache, `caxton-${version}-${String(process.pid)}`);
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  const parts = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  const tree = git('archive', version, ...parts, 'apps', 'libs', 'assets', 'examples');
  execFileSync('tar', ['-x', '-C', half], { input: tree });
  run(half, 'npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
  // What builds it is found in the folders above.
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  // Its types were checked when it was new.
  run(half, process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noCheck']);
  renameSync(half, folder);
  return folder;
}

function run(cwd: string, program: string, args: readonly string[]): void {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
}

function git(...args: string[]): Buffer {
  const trust = ['-c', `safe.directory=${packageRoot()}`];
  return execFileSync('git', [...trust, ...args], {
    cwd: packageRoot(),
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 256 * 1_024 * 1_024,
  });
}
