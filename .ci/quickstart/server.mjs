import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Obstacle } from '../prepare/progress.mjs';
import { root } from '../prepare/run-program.mjs';

const logFile = join(root, 'quickstart.log');
const startDeadline = 90_000;
const stopDeadline = 30_000;

const lastWords = () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n');

/** The Caxton server of this quick start: a child process that writes its log to quickstart.log. */
export class Server {
  #child;
  #exited;
  #isStopping = false;

  constructor({ port, metricsPort }) {
    this.url = `http://localhost:${port}`;
    const log = openSync(logFile, 'w');
    this.#child = spawn(process.execPath, ['dist/program/main.js', 'server', 'start'], {
      cwd: root,
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C reaches only us, and we stop it once and wait.
      detached: process.platform !== 'win32',
      env: { ...process.env, ...this.#settings(port, metricsPort) },
    });
    closeSync(log);
    this.#exited = new Promise((settle) => {
      this.#child.once('exit', settle);
      this.#child.once('error', settle);
    });
  }

  /** The server may fetch the example data from itself, which is otherwise a private address. */
  #settings(port, metricsPort) {
    const allowed = [process.env.CAXTON_EGRESS_ALLOW, `${this.url}/examples/`];
    return {
      CAXTON_PORT: String(port),
      CAXTON_METRICS_PORT: String(metricsPort),
      CAXTON_DATA_DIR: process.env.CAXTON_DATA_DIR ?? './.caxton',
      CAXTON_EGRESS_ALLOW: allowed.filter(Boolean).join(','),
    };
  }

  /** Settles when the server answers its health call. */
  async ready() {
    const deadline = Date.now() + startDeadline;
    while (Date.now() < deadline) {
      if (!this.#isRunning()) throw new Obstacle(`The server did not start:\n${lastWords()}`);
      const health = await fetch(`${this.url}/api/v1/health`).catch(() => undefined);
      if (health?.ok) return health.json();
      await pause(100);
    }
    throw new Obstacle(`The server did not answer in ${startDeadline / 1000} s:\n${lastWords()}`);
  }

  /** Whether somebody asked it to stop: what fails from then on is no news. */
  get isStopping() {
    return this.#isStopping;
  }

  /** Settles when the server was stopped; a server that ends by itself is a failure. */
  async ended() {
    await this.#exited;
    if (!this.#isStopping) throw new Obstacle(`The server ended by itself:\n${lastWords()}`);
  }

  /** Lets running turns finish, then ends the server; one that does not end is killed. */
  async stop() {
    this.#isStopping = true;
    if (!this.#isRunning()) return;
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.kill(), stopDeadline);
    await this.#exited;
    clearTimeout(timer);
  }

  kill() {
    this.#child.kill('SIGKILL');
  }

  #isRunning() {
    return (
      this.#child.pid !== undefined &&
      this.#child.exitCode === null &&
      this.#child.signalCode === null
    );
  }
}
