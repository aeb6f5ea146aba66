import { createInterface } from 'node:readline/promises';
import { drawBar } from './bar.js';
import { harmlessJson, printable } from './printable.js';

/** Where results and notes go: results to the standard output, everything else to the standard error. */
export class Terminal {
  private isDrawing = false;

  constructor(readonly isJson: boolean) {}

  /** A result: as it is for programs, as `render` has it for people. */
  show<Value>(value: Value, render: (value: Value) => string): void {
    this.leaveProgress();
    process.stdout.write(
      this.isJson ? `${harmlessJson(JSON.stringify(value, null, 2))}\n` : printable(render(value)),
    );
  }

  /** One of several results that come over time: one line of JSON each for programs. */
  showNext<Value>(value: Value, render: (value: Value) => string): void {
    process.stdout.write(
      this.isJson ? `${harmlessJson(JSON.stringify(value))}\n` : printable(render(value)),
    );
  }

  /** For people only. */
  note(text: string): void {
    if (this.isJson) return;
    this.leaveProgress();
    process.stderr.write(`${printable(text)}\n`);
  }

  /** How far long work has come; on a terminal alone. */
  tellProgress(done: number, total: number): void {
    if (!process.stderr.isTTY || this.isJson) return;
    process.stderr.write(`\r\u001b[K${drawBar(done, total)}`);
    this.isDrawing = true;
    if (done >= total) this.leaveProgress();
  }

  /** Leaves the line of a bar that did not come to its end. */
  leaveProgress(): void {
    if (this.isDrawing) process.stderr.write('\n');
    this.isDrawing = false;
  }

  /** Whether there is somebody to ask. */
  get isAttended(): boolean {
    return process.stdin.isTTY && process.stderr.isTTY;
  }

  /** Asks whether to go on; anything but yes is no. */
  async confirm(question: string): Promise<boolean> {
    const asking = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return /^y(?:es)?$/i.test((await asking.question(`${printable(question)} [y/N] `)).trim());
    } catch (error) {
      // What was typed last is not a line.
      process.stderr.write('\n');
      throw error;
    } finally {
      asking.close();
    }
  }
}
