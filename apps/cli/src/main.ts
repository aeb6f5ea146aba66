#!/usr/bin/env node
import { Command } from 'commander';
import { addMemoryCommands } from './memory-command.js';
import { addSecretsCommands } from './secrets-command.js';
import { readVersion } from './read-version.js';
import { readCapabilities, settingsOf } from './settings.js';

const reference = '\nEvery setting is an environment variable: docs/surface/configuration.md';

interface WorkerFlags {
  readonly capabilities?: string[];
  readonly concurrency?: string;
}

const program = new Command('caxton')
  .description('A server for multi-agent systems.')
  .version(readVersion(), '-V, --version')
  .showHelpAfterError('(caxton --help shows what there is)')
  .showSuggestionAfterError();

program
  .command('server')
  .description('The server: REST API and worker.')
  .command('start')
  .description('Start the API and a worker in one process.')
  .option('--host <address>', 'address the API listens on (CAXTON_HOST)')
  .option('--port <port>', 'port of the REST API (CAXTON_PORT)')
  .option('--data-dir <folder>', 'where the embedded Postgres keeps its files (CAXTON_DATA_DIR)')
  .option('--api-only', 'start no worker, as `caxton api start`; needs CAXTON_DATABASE_URL')
  .addHelpText('after', reference)
  .action(async ({ apiOnly = false, ...options }: { apiOnly?: boolean }) => {
    // Loaded only now: --help and --version need none of it.
    const { runServer } = await import('../../server/src/index.js');
    const how = apiOnly ? { apiOnly: 'caxton server start --api-only' } : {};
    end(await runServer(settingsOf(options, ['host', 'port', 'dataDir']), how));
  });

program
  .command('api')
  .description('The REST API alone: accepts and reads, runs no turns.')
  .command('start')
  .description('Start an API on the database of other processes; needs CAXTON_DATABASE_URL.')
  .option('--host <address>', 'address the API listens on (CAXTON_HOST)')
  .option('--port <port>', 'port of the REST API (CAXTON_PORT)')
  .addHelpText('after', reference)
  .action(async (options: Record<string, unknown>) => {
    const { runServer } = await import('../../server/src/index.js');
    end(await runServer(settingsOf(options, ['host', 'port']), { apiOnly: 'caxton api start' }));
  });

program
  .command('worker')
  .description('A worker: runs the turns of agents.')
  .command('start')
  .description('Start a worker on the database of a server; needs CAXTON_DATABASE_URL.')
  .option(
    '--capabilities <names>',
    'serve only these capabilities, comma-separated',
    readCapabilities,
  )
  .option('--concurrency <turns>', 'turns at the same time (CAXTON_CONCURRENCY)')
  .addHelpText('after', reference)
  .action(async ({ capabilities, ...options }: WorkerFlags) => {
    const { runWorker } = await import('../../server/src/index.js');
    const only = capabilities === undefined ? {} : { capabilities };
    end(await runWorker(settingsOf({ ...options }, ['concurrency']), only));
  });

addMemoryCommands(program);
addSecretsCommands(program, end);

await program.parseAsync();

/** A connection that something forgot to close must not keep an ended process alive. */
function end(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(), 1_000).unref();
}
