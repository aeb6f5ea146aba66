import { runScript, say, style } from './prepare/progress.mjs';
import { runProgram, runQuietly } from './prepare/run-program.mjs';

/**
 * Side by side, as none of them reads what another writes: the longest beside the rest (on two cores 87 s
 * in place of 134). What follows them reads the build, and each needs the machine for itself.
 */
const inspections = [['lint'], ['format:check', 'typecheck', 'boundaries']];
const rest = ['build', 'sbom', 'knip', 'test', 'surface:check'];

async function inspect(scripts) {
  for (const script of scripts) {
    const since = Date.now();
    await runQuietly('npm', ['run', '--silent', script]);
    say(
      `${style.cyan('▸')} ${script}: nothing found (${Math.round((Date.now() - since) / 1000)} s)`,
    );
  }
}

async function runRest() {
  for (const script of rest) {
    const code = await runProgram('npm', ['run', script]);
    if (code !== 0) return code;
  }
  return 0;
}

/** The gate, the same here and in CI: the first failure ends it. */
await runScript(async () => {
  const found = await Promise.allSettled(inspections.map(inspect));
  const failed = found.find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return runRest();
});
