import { readProcessEnv, type Env } from '#platform';
import { openKeyRing } from '#secrets';
import { NeedsKeys } from '../needs-keys.errors.js';
import type { ReEncryptOptions } from './re-encrypt.js';
import type { tellReEncrypted } from './tell-re-encrypted.js';

const command = 'caxton secrets re-encrypt';

/** Runs one re-encryption, says what came of it, and gives the exit code: 0 when old keys may be taken out. */
export async function runReEncrypt(
  settings: Readonly<Record<string, string>>,
  options: ReEncryptOptions,
): Promise<number> {
  let env: Env | undefined;
  try {
    // What the command says is the answer; the log would stand between.
    env = readProcessEnv({ CAXTON_LOG_LEVEL: 'error', ...settings });
    const told = await once(env, options);
    process.stdout.write(`${told.lines.join('\n')}\n`);
    return told.isDone ? 0 : 1;
  } catch (error) {
    const { explainStartFailure } = await import('../explain-start-failure.js');
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${explainStartFailure(error, { command, env }) ?? stack}\n`);
    return 1;
  }
}

async function once(
  env: Env,
  options: ReEncryptOptions,
): Promise<ReturnType<typeof tellReEncrypted>> {
  // Loaded only now: a bad setting is told in a fraction of the time.
  const { openPlatform } = await import('#platform');
  const { reEncrypt } = await import('./re-encrypt.js');
  const { tellReEncrypted } = await import('./tell-re-encrypted.js');
  if (env.CAXTON_DATABASE_URL !== undefined && env.CAXTON_KEYS === undefined) throw new NeedsKeys();
  const ring = await openKeyRing(env.CAXTON_KEYS, env.CAXTON_DATA_DIR);
  const platform = await openPlatform(env, { entities: [] });
  try {
    const done = await reEncrypt(platform.database, ring, options);
    return tellReEncrypted(done, ring.current, (key) => ring.has(key));
  } finally {
    await platform.stop();
  }
}
