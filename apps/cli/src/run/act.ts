import type { Command } from 'commander';
import { explainFailure } from './explain-failure.js';
import { exitCodes, type Ending } from './exit-codes.js';
import type { Terminal } from '../show/terminal.js';
import { Invocation } from './invocation.js';
import { tellFailure } from './tell-failure.js';

/** What a command does; how it ended, if not well. */
export type Work<Flags extends object> = (run: Invocation<Flags>) => Promise<Ending | undefined>;

/** Makes a command do something: runs it, tells what goes wrong, and sets the exit code. */
export function act<Flags extends object>(command: Command, work: Work<Flags>): Command {
  return command.action(async () => {
    const run = new Invocation<Flags>(
      command.processedArgs.flat().filter((arg) => arg !== undefined) as string[],
      command.optsWithGlobals(),
    );
    end(await toEnding(() => work(run), run.terminal));
  });
}

/** Runs something to its ending. What is a fault of our own keeps its stack. */
async function toEnding(
  work: () => Promise<Ending | undefined>,
  terminal: Terminal,
): Promise<Ending> {
  try {
    return (await work()) ?? 'done';
  } catch (error) {
    const told = explainFailure(error);
    if (told === undefined) throw error;
    terminal.leaveProgress();
    process.stderr.write(tellFailure(told, terminal.isJson));
    return told.ending;
  }
}

/** Sets the exit code. A connection that something forgot to close must not keep an ended process alive. */
function end(ending: Ending): void {
  endWith(exitCodes[ending].code);
}

export function endWith(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(), 1_000).unref();
}
