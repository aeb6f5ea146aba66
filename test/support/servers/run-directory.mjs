import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'caxton-test-servers-';

/** When a process started, in ticks since boot: with it a pid names one process for good. Linux only. */
function startedAt(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Writes down a process, so that a later run can tell it from another that was given the same pid. */
const identify = (pid) => ({ pid, startedAt: startedAt(pid) });

function isAlive({ pid, startedAt: then }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return startedAt(pid) === then;
}

const readRecord = (directory) => {
  try {
    return JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'));
  } catch {
    return undefined;
  }
};

/** A directory of one test run, which remembers who owns it and which servers run in it. */
export class RunDirectory {
  #record = { owner: identify(process.pid), servers: [] };

  constructor() {
    this.path = mkdtempSync(join(tmpdir(), prefix));
    // Postgres runs as another user and must be able to walk through.
    chmodSync(this.path, 0o755);
    this.#save();
  }

  remember(pid) {
    this.#record.servers.push(identify(pid));
    this.#save();
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }

  #save() {
    writeFileSync(join(this.path, 'run.json'), JSON.stringify(this.#record));
  }
}

/** Ends the servers of runs that were killed before they could clean up, and removes their files. */
export function removeLeftovers() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const directory = join(tmpdir(), name);
    const record = readRecord(directory);
    if (!record || isAlive(record.owner)) continue;
    for (const server of record.servers.filter(isAlive)) process.kill(server.pid, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
