import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '#platform';

/** Runs a bench with real servers around it: in a process of its own, which is this program again. */
export async function withServers(program: string, bench: () => Promise<void>): Promise<void> {
  if (process.env['CAXTON_BENCH_INSIDE'] === '1') {
    await bench();
    return;
  }
  const wrapper = join(packageRoot(), 'test/support/with-servers.mjs');
  const words = [wrapper, '--', process.execPath, fileURLToPath(program), ...process.argv.slice(2)];
  const child = spawn(process.execPath, words, {
    stdio: 'inherit',
    env: { ...process.env, CAXTON_BENCH_INSIDE: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}

/** A number of the command line, such as `--messages 1000`. */
export function readNumber(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  return Number(at === -1 ? otherwise : process.argv[at + 1]);
}
