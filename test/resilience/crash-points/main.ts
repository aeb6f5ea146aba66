import { runInsideServers } from '../kit/run-inside-servers.js';
import { allCells, nameOf } from './cell.js';
import { runMatrix } from './run-matrix.js';

/**
 * `npm run crash-points [-- --lanes 2] [-- --only mailbox.commit]`: every fault point × before and
 * after × SIGKILL and SIGSTOP. Exit code 1 when one of them loses, doubles or reorders anything.
 */

async function main(): Promise<number> {
  const only = readOption('--only') ?? '';
  const cells = allCells.filter((cell) => nameOf(cell).includes(only));
  const lanes = Number(readOption('--lanes') ?? 2);
  let done = 0;
  const reports = await runMatrix(cells, lanes, ({ cell, milliseconds, problems }) => {
    done += 1;
    const place = `${String(done)}/${String(cells.length)}`.padStart(7);
    const verdict = problems.length === 0 ? 'ok  ' : 'FAIL';
    console.log(`${place}  ${verdict}  ${cell.padEnd(32)} ${(milliseconds / 1_000).toFixed(1)} s`);
    for (const problem of problems) console.log(`         ${problem}`);
  });
  const failed = reports.filter(({ problems }) => problems.length > 0);
  console.log(
    `\n${String(reports.length - failed.length)} passed, ${String(failed.length)} failed`,
  );
  return failed.length === 0 && reports.length > 0 ? 0 : 1;
}

function readOption(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

await runInsideServers(import.meta.url, main);
