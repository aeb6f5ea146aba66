import { build } from './prepare/build.mjs';
import { runScript } from './prepare/progress.mjs';

await runScript(async () => {
  await build();
  return 0;
});
