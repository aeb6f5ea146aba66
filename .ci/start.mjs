import { build } from './prepare/build.mjs';
import { installPackages, requireNode } from './prepare/packages.mjs';
import { whenParentEnds } from './prepare/parent.mjs';
import { runScript } from './prepare/progress.mjs';

/** `npm start`: installs and builds what is missing, then becomes `caxton server start`. */
whenParentEnds(() => process.kill(process.pid, 'SIGTERM'));
await runScript(async () => {
  requireNode();
  await installPackages();
  await build();
  process.argv.splice(2, 0, 'server', 'start');
  await import('../dist/program/main.js');
  return process.exitCode;
});
