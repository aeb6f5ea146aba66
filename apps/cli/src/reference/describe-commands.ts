import type { Command } from 'commander';
import { visibleCommands } from '../completion/complete.js';
import { exitCodes } from '../run/exit-codes.js';

/** Every command, with its arguments and options, as the part of docs/cli.md that a gate compares. */
export function describeCommands(program: Command): string {
  return [
    ...describeGlobal(program),
    ...visibleCommands(program).flatMap((command) => describe(command, ['caxton'])),
  ].join('\n');
}

/** The table of exit codes, for the same page. */
export function describeExitCodes(): string {
  const rows = Object.values(exitCodes).map(
    ({ code, means }) => `| ${String(code)} | ${cell(means)} |`,
  );
  return ['| code | means |', '| --- | --- |', ...rows].join('\n');
}

function describeGlobal(program: Command): string[] {
  return ['### Of every command', '', ...optionRows(program), ''];
}

function describe(command: Command, above: readonly string[]): string[] {
  const path = [...above, command.name()];
  const inside = visibleCommands(command);
  if (inside.length > 0) {
    const heading =
      above.length === 1 ? [`### \`${path.join(' ')}\``, '', command.description(), ''] : [];
    return [...heading, ...inside.flatMap((one) => describe(one, path))];
  }
  const level = above.length === 1 ? '###' : '####';
  return [
    `${level} \`${[...path, ...argumentsOf(command)].join(' ')}\``,
    ...['', command.description(), ''],
    ...optionRows(command).concat(optionsOf(command).length === 0 ? [] : ['']),
  ];
}

const argumentsOf = (command: Command): string[] =>
  command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });

const optionsOf = (command: Command): Command['options'] =>
  command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help' && long !== '--version');

function optionRows(command: Command): string[] {
  const options = optionsOf(command);
  if (options.length === 0) return [];
  return [
    '| option | what it does |',
    '| --- | --- |',
    ...options.map(
      (option) => `| \`${cell(option.flags)}\` | ${cell(factsOf(option).join('; '))} |`,
    ),
  ];
}

function factsOf({
  description,
  argChoices,
  envVar,
  ...more
}: Command['options'][number]): string[] {
  const preset = more.defaultValueDescription ?? (more.defaultValue as string | number | undefined);
  return [
    description,
    ...(argChoices === undefined ? [] : [argChoices.map((choice) => `\`${choice}\``).join(', ')]),
    ...(preset === undefined ? [] : [`default \`${String(preset)}\``]),
    ...(envVar === undefined ? [] : [`(\`${envVar}\`)`]),
  ].filter((text) => text !== '');
}

const cell = (text: string): string => text.replaceAll('|', String.raw`\|`);
