import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packageRoot } from '#platform';

/** How a command ended, and what it said. */
export interface CommandEnded {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a command runs in. */
export interface CommandSetting {
  readonly env?: Readonly<Record<string, string>>;
  /** On its standard input; nothing if not said. */
  readonly input?: string;
}

const main = (): string => join(packageRoot(), 'dist/program/main.js');

/** Runs the built command line to its end, with nothing of our environment but what a program needs. */
export async function runCaxton(
  command: readonly string[],
  { env = {}, input = '' }: CommandSetting = {},
): Promise<CommandEnded> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [main(), ...command], { env: { PATH, HOME, ...env } });
  // A command that does not read ends before it is written to.
  child.stdin.on('error', () => undefined).end(input);
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, out, err };
}
