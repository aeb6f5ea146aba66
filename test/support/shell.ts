import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from './contract.js';

/** What a command of the quick start printed, and what its last request was answered with. */
export interface ShellReply {
  readonly status: number;
  readonly output: string;
}

/**
 * Runs commands as a reader pastes them: the real bash and the real curl. Only the port is changed, and
 * curl is asked to write the headers down beside what it prints.
 */
export async function paste(commands: string, url: string): Promise<ShellReply> {
  const folder = mkdtempSync(join(tmpdir(), 'caxton-shell-'));
  try {
    const headers = join(folder, 'headers');
    const script = `curl() { command curl -sS -D '${headers}' "$@"; }\n${commands}`;
    const output = await run(script.replaceAll('http://localhost:8080', url), folder);
    const statuses = [...readFileSync(headers, 'utf8').matchAll(/^HTTP\/\S+ (\d{3})/gm)];
    return { status: Number(statuses.at(-1)?.[1]), output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same, its JSON read and held to the contract of the operation. */
export async function pasteFor(
  commands: string,
  { url, contract }: { readonly url: string; readonly contract: Contract },
): Promise<{ readonly status: number; readonly body: unknown }> {
  const { status, output } = await paste(commands, url);
  const path = /http:\/\/localhost:8080(\S+)/.exec(commands)?.[1] ?? '';
  const method = /-X (\w+)/.exec(commands)?.[1] ?? 'GET';
  const body: unknown = JSON.parse(output);
  contract.check({ method, path, status, contentType: 'application/json', body });
  return { status, body };
}

async function run(script: string, folder: string): Promise<string> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`bash ended with ${String(code)}: ${output.join('')}`);
  return output.join('');
}
