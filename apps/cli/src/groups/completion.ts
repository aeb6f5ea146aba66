import { Argument, type Command } from 'commander';
import { complete } from '../completion/complete.js';
import { shells, shellScripts, type Shell } from '../completion/shell-scripts.js';
import { act } from '../run/act.js';

/** Adds `caxton completion`, and what its scripts ask. */
export function addCompletionCommands(program: Command): void {
  const command = program
    .command('completion')
    .description('Print what a shell reads to complete the command line.')
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  source <(caxton completion bash)      # in ~/.bashrc',
        '  source <(caxton completion zsh)       # in ~/.zshrc, after compinit',
        '  caxton completion fish | source       # in ~/.config/fish/config.fish',
      ].join('\n'),
    );
  act(command, async ({ args, terminal }) => {
    const script = shellScripts[args[0] as Shell];
    terminal.show({ shell: args[0], script }, () => script);
    return undefined;
  });
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action((words: readonly string[]) => {
      process.stdout.write(
        complete(program, words)
          .map((word) => `${word}\n`)
          .join(''),
      );
    });
}
