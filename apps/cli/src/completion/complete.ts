import type { Command, Option } from 'commander';

/**
 * What may stand at the end of a command line, for shells.
 * @param words what was typed after `caxton`, the last one being the one to complete
 */
export function complete(program: Command, words: readonly string[]): string[] {
  const typed = words.at(-1) ?? '';
  const { command, awaiting } = walk(program, words.slice(0, -1));
  const offered = awaiting?.argChoices ?? offersOf(command, typed, awaiting !== undefined);
  return offered.filter((word) => word.startsWith(typed)).sort();
}

interface Place {
  readonly command: Command;
  /** An option whose value comes next. */
  readonly awaiting: Option | undefined;
}

function walk(program: Command, words: readonly string[]): Place {
  let command = program;
  let awaiting: Option | undefined;
  for (const word of words) {
    if (awaiting !== undefined) awaiting = undefined;
    else if (word.startsWith('-')) awaiting = findAwaiting(command, word);
    else command = findSubcommand(command, word) ?? command;
  }
  return { command, awaiting };
}

function findAwaiting(command: Command, word: string): Option | undefined {
  const option = optionsOf(command).find(({ long, short }) => word === long || word === short);
  return option?.required === true ? option : undefined;
}

function findSubcommand(command: Command, word: string): Command | undefined {
  return command.commands.find((one) => one.name() === word || one.aliases().includes(word));
}

function offersOf(command: Command, typed: string, isValue: boolean): readonly string[] {
  // A file, a number, a name: the shell knows files, and nobody knows the rest.
  if (isValue) return [];
  if (typed.startsWith('-')) return optionsOf(command).flatMap(({ long }) => long ?? []);
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  return [...visibleCommands(command).map((one) => one.name()), ...choices];
}

/** Those that the help shows. */
export function visibleCommands(command: Command): readonly Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
}

/** Its own, and those of every command above it. */
function optionsOf(command: Command): Option[] {
  const help = command.createHelp();
  const own = help.visibleOptions(command);
  return command.parent === null ? [...own] : [...own, ...optionsOf(command.parent)];
}
