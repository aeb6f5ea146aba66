import { Option, type Command } from 'commander';

/** What every command takes. */
export interface GlobalFlags {
  readonly url?: string;
  readonly apiKey?: string;
  readonly workspace?: string;
  readonly profileFile?: string;
  readonly json?: boolean;
}

/**
 * Adds what every command takes. A key on the command line can be seen by everybody on the machine, so the help
 * points to the variable and to `caxton login`.
 */
export function addGlobalOptions(program: Command): Command {
  return program
    .addOption(
      new Option('--url <url>', 'the server; else of the login, else http://localhost:8080').env(
        'CAXTON_URL',
      ),
    )
    .addOption(
      new Option(
        '--api-key <key>',
        'better in the variable, or kept by caxton login: others see what stands here',
      ).env('CAXTON_API_KEY'),
    )
    .option(
      '--workspace <name>',
      'the login to use, by its workspace; refused when the key is of another',
    )
    .addOption(
      new Option('--profile-file <path>', 'where logins are kept')
        .env('CAXTON_PROFILE_FILE')
        .hideHelp(),
    )
    .option('--json', 'what was answered as JSON; errors too');
}
