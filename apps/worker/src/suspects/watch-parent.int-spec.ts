import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { eventually } from '../../../../test/support/eventually.js';
import { watchParent } from './watch-parent.js';

/** The compiled module: a process of its own runs no TypeScript. `npm run build` makes it. */
const compiled = pathToFileURL(
  join(import.meta.dirname, '../../../../dist/apps/worker/src/suspects/watch-parent.js'),
).href;

/** Starts a parent whose child says its process id, watches, and then blocks its loop for ever. */
function startFamily() {
  const child = `import { watchParent } from '${compiled}';
    console.log(process.pid);
    watchParent(200);
    setTimeout(() => { for (;;); }, 300);`;
  const parent = `import { spawn } from 'node:child_process';
    spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
    setTimeout(() => console.log('a while later'), 2_000);
    setTimeout(() => {}, 60_000);`;
  return spawn(process.execPath, ['--input-type=module', '-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe(watchParent, () => {
  it('ends a process whose loop is blocked when its parent is killed, and not before', async () => {
    const parent = startFamily();
    const lines = createInterface({ input: parent.stdout });
    const [line] = (await once(lines, 'line')) as [string];
    const pid = Number(line);
    try {
      expect(await once(lines, 'line')).toEqual(['a while later']);
      expect(lives(pid)).toBe(true);
      parent.kill('SIGKILL');
      await eventually(
        () => Promise.resolve(lives(pid)),
        (isAlive) => !isAlive,
      );
      expect(lives(pid)).toBe(false);
    } finally {
      if (lives(pid)) process.kill(pid, 'SIGKILL');
    }
  }, 30_000);
});
