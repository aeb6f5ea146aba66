import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '#platform';

/** Runs a program with real servers around it, and sets the exit code that it gives. */
export async function runInsideServers(self: string, main: () => Promise<number>): Promise<void> {
  if (process.env['CAXTON_INSIDE_SERVERS'] === '1') {
    process.exitCode = await main();
    return;
  }
  const wrapper = join(packageRoot(), 'test/support/with-servers.mjs');
  const args = [wrapper, '--', process.execPath, fileURLToPath(self), ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, CAXTON_INSIDE_SERVERS: '1', CAXTON_REQUIRE_SERVICES: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}
