import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ServerProcess } from './server-process.mjs';

/** Of the user admin in every copy of that data directory. */
const firstPassword = 'correct horse battery';

/** A first start makes a cluster and migrates it; a machine that is busy takes its time for both. */
const patience = 120_000;

const buildOf = (root) => readFileSync(join(root, 'dist/.built'), 'utf8');
const markOf = (folder) => join(folder, 'build');

/** Whether the folder was made by the build that is there now. */
function isCurrent(folder, build) {
  return existsSync(markOf(folder)) && readFileSync(markOf(folder), 'utf8') === build;
}

/** Starts the built server on an empty data directory, and stops it in good order. */
async function startOnce(root, dataDir) {
  const { PATH, HOME, TMPDIR } = process.env;
  const server = new ServerProcess({
    command: process.execPath,
    args: [join(root, 'dist/program/main.js'), 'server', 'start'],
    env: {
      ...{ PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}) },
      ...{ CAXTON_PORT: '0', CAXTON_METRICS_PORT: '0', CAXTON_LOG_FORMAT: 'json' },
      CAXTON_DATA_DIR: dataDir,
      CAXTON_ADMIN_PASSWORD: firstPassword,
    },
  });
  await server.ready(/Caxton is ready\./, 'Caxton', patience);
  await server.stop('SIGTERM');
}

/**
 * Makes `dist/first-start/data`, a data directory as a first start leaves it, once for each build. The
 * servers of the tests begin on copies of it, so that not every one of them makes a cluster and migrates.
 */
export async function makeFirstStart(root) {
  const folder = join(root, 'dist/first-start');
  const build = buildOf(root);
  if (isCurrent(folder, build)) return;
  const made = mkdtempSync(`${folder}-`);
  try {
    mkdirSync(join(made, 'data'));
    await startOnce(root, join(made, 'data'));
    writeFileSync(markOf(made), build);
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
