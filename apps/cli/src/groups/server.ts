import type { Command } from 'commander';
import { act, endWith } from '../run/act.js';
import { settingsOf } from '../settings.js';

const reference = '\nEvery setting is an environment variable: docs/surface/configuration.md';

/** Adds `caxton server` and `caxton api`: what answers requests. */
export function addServerCommands(program: Command): void {
  const server = program.command('server').description('The server: REST API and worker.');
  addStart(server);
  addStatus(server);
  const api = program
    .command('api')
    .description('The REST API alone: accepts and reads, runs no turns.');
  addApiStart(api);
}

function addStart(server: Command): void {
  server
    .command('start')
    .description('Start the API and a worker in one process.')
    .option('--host <address>', 'address the API listens on (CAXTON_HOST)')
    .option('--port <port>', 'port of the REST API (CAXTON_PORT)')
    .option('--data-dir <folder>', 'where the embedded Postgres keeps its files (CAXTON_DATA_DIR)')
    .option('--api-only', 'start no worker, as `caxton api start`; needs CAXTON_DATABASE_URL')
    .addHelpText('after', reference)
    .action(async ({ apiOnly = false, ...options }: { apiOnly?: boolean }, command: Command) => {
      // Loaded only now: --help and --version need none of it.
      const { runServer } = await import('../../../server/src/index.js');
      const how = apiOnly ? { apiOnly: 'caxton server start --api-only' } : {};
      const settings = settingsOf(options, ['host', 'port', 'dataDir']);
      endWith(await runServer({ ...settings, ...logFormat(command) }, how));
    });
}

function addApiStart(api: Command): void {
  api
    .command('start')
    .description('Start an API on the database of other processes; needs CAXTON_DATABASE_URL.')
    .option('--host <address>', 'address the API listens on (CAXTON_HOST)')
    .option('--port <port>', 'port of the REST API (CAXTON_PORT)')
    .addHelpText('after', reference)
    .action(async (options: Record<string, unknown>, command: Command) => {
      const { runServer } = await import('../../../server/src/index.js');
      const settings = { ...settingsOf(options, ['host', 'port']), ...logFormat(command) };
      endWith(await runServer(settings, { apiOnly: 'caxton api start' }));
    });
}

/** What `--json` means to something that runs until it is stopped: its log is JSON. */
export function logFormat(command: Command): Record<string, string> {
  return command.optsWithGlobals()['json'] === true ? { CAXTON_LOG_FORMAT: 'json' } : {};
}

function addStatus(server: Command): void {
  const command = server
    .command('status')
    .description('Tell how a running server is. Ends with 1 when it is unhealthy.')
    .addHelpText('after', '\nExample:\n  caxton server status --url https://caxton.example.com');
  act(command, async (run) => {
    const { tellStatus } = await import('../server/tell-status.js');
    return tellStatus(run);
  });
}
