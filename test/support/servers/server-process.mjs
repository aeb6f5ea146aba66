import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** Milliseconds. */
const startDeadline = 30_000;
const stopDeadline = 10_000;

/** A TCP port that nobody used a moment ago. */
function freePort() {
  return new Promise((settle, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => settle(port));
    });
  });
}

/** Settles when the child has written a line that matches; rejects with its last words otherwise. */
function untilReady(child, ready, name, deadline) {
  return new Promise((settle, reject) => {
    let words = '';
    const fail = (reason) => {
      clearTimeout(timer);
      reject(new Error(`${name} ${reason}:\n${words.slice(-2000)}`));
    };
    const timer = setTimeout(() => fail(`was not ready in ${deadline / 1_000} s`), deadline);
    const listen = (chunk) => {
      words = (words + chunk).slice(-10_000);
      if (!ready.test(words)) return;
      clearTimeout(timer);
      settle();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
}

/** One server of a test run: started as a child, ready when it says so, stopped by its pid. */
export class ServerProcess {
  #child;
  #ended;
  #killOnExit = () => this.#child.kill('SIGKILL');

  constructor({ command, args, ...options }) {
    this.#child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#ended = new Promise((settle) => this.#child.once('exit', settle));
    process.once('exit', this.#killOnExit);
  }

  get pid() {
    return this.#child.pid;
  }

  async ready(pattern, name, deadline = startDeadline) {
    try {
      await untilReady(this.#child, pattern, name, deadline);
    } catch (error) {
      await this.stop('SIGKILL');
      throw error;
    }
    this.#letGo();
  }

  /** The runner's event loop must not wait for a server that is stopped at teardown. */
  #letGo() {
    for (const handle of [this.#child, this.#child.stdout, this.#child.stderr]) handle.unref();
  }

  /** Sends a signal that does not end it. */
  signal(name) {
    this.#child.kill(name);
  }

  async stop(signal) {
    process.off('exit', this.#killOnExit);
    if (this.#child.exitCode !== null || this.#child.pid === undefined) return;
    this.#child.ref();
    this.#child.kill(signal);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopDeadline);
    await this.#ended;
    clearTimeout(timer);
  }
}

/** Starts a server on a free port, and on another one when somebody was faster. */
export async function startOnFreePort(start, attempts = 3) {
  const port = await freePort();
  try {
    return await start(port);
  } catch (error) {
    if (attempts <= 1 || !/in use/i.test(error.message)) throw error;
    return startOnFreePort(start, attempts - 1);
  }
}
