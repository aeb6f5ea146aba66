import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { startTestServers } from './servers/test-servers.mjs';

const usage = 'Usage: node test/support/with-servers.mjs -- <command> [arguments]\n';

/** Runs a command to its end; the signals that end us are passed on, so that it can end well. */
function run([command, ...args], env) {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => settle(code ?? 128 + constants.signals[signal]));
  });
}

async function main(command) {
  if (command.length === 0) return fail(usage, 2);
  const { env, stop } = await startTestServers();
  try {
    process.exitCode = await run(command, env);
  } finally {
    await stop();
  }
}

function fail(message, code) {
  process.stderr.write(`${message.trimEnd()}\n`);
  process.exitCode = code;
}

const command = process.argv.slice(process.argv[2] === '--' ? 3 : 2);
await main(command).catch((error) => fail(error.message, 1));
