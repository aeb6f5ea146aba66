#!/usr/bin/env node
import { Command } from 'commander';
import { readVersion } from './read-version.js';

/** Turns `--port 8081` into the setting CAXTON_PORT; what is not given stays to the environment. */
function settingsOf(options: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => {
      const variable = `CAXTON_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
      return value === undefined ? [] : [[variable, value]];
    }),
  );
}

const program = new Command('caxton')
  .description('A server for multi-agent systems.')
  .version(readVersion(), '-V, --version')
  .showHelpAfterError('(caxton --help shows what there is)')
  .showSuggestionAfterError();

const server = program.command('server').description('The server: REST API and worker.');
server
  .command('start')
  .description('Start the API and a worker in one process.')
  .option('--host <address>', 'address the API listens on (CAXTON_HOST)')
  .option('--port <port>', 'port of the REST API (CAXTON_PORT)')
  .option('--data-dir <folder>', 'where the embedded Postgres keeps its files (CAXTON_DATA_DIR)')
  .addHelpText('after', '\nEvery setting is an environment variable: docs/surface/configuration.md')
  .action(async (options: Record<string, string>) => {
    // Loaded only now: --help and --version need none of it.
    const { runServer } = await import('../../server/src/index.js');
    end(await runServer(settingsOf(options)));
  });

/** A connection that something forgot to close must not keep an ended server alive. */
function end(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(), 1_000).unref();
}

await program.parseAsync();
