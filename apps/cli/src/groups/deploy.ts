import type { Command } from 'commander';
import { act } from '../run/act.js';
import { yesOption } from '../run/arguments.js';
import type { DeployFlags } from '../deploy/deploy-folder.js';

/** Adds `caxton deploy`. */
export function addDeployCommand(program: Command): void {
  const command = program
    .command('deploy')
    .description('Bring the agents of a server to what a folder says: shows a plan, asks, does it.')
    .argument('[folder]', 'agent files: JSON, TOML, Markdown with front matter', '.')
    .option('--prune', 'remove agents that no file has (never those made of code)')
    .option('--dry-run', 'show the plan, and do nothing')
    .option('--check', 'show the plan, do nothing, and end with 1 when there is something to do')
    .addOption(yesOption())
    .addHelpText(
      'after',
      [
        '',
        'Done twice it changes nothing the second time. What a file does not name goes back to its default.',
        'While one file is not right, nothing is done.',
        '',
        'Examples:',
        '  caxton deploy agents/',
        '  caxton deploy agents/ --yes --prune     # in CI, with CAXTON_URL and CAXTON_API_KEY',
        '  caxton deploy agents/ --check           # does the server have what the folder says?',
      ].join('\n'),
    );
  act<DeployFlags>(command, async (run) => {
    const { deployFolder } = await import('../deploy/deploy-folder.js');
    return deployFolder(run);
  });
}
