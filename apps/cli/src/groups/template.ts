import { Option, type Command } from 'commander';
import { act } from '../run/act.js';
import { saidOnly } from '../run/said-only.js';
import { table } from '../show/table.js';

interface ListFlags {
  readonly category?: string;
  readonly capability?: string;
  readonly complexity?: 'simple' | 'intermediate' | 'advanced';
}

/** Adds `caxton template`: what agents are made from. */
export function addTemplateCommands(program: Command): void {
  const template = program
    .command('template')
    .alias('templates')
    .description('Templates: what agents are made from (caxton agent from-template).');
  addList(template);
  addShow(template);
}

function addList(template: Command): void {
  const command = template
    .command('list')
    .description('List the templates.')
    .option('--category <name>', 'only of this category')
    .option('--capability <name>', 'only those whose agents have it')
    .addOption(new Option('--complexity <level>').choices(['simple', 'intermediate', 'advanced']));
  act<ListFlags>(command, async (run) => {
    const { category, capability, complexity } = run.flags;
    const client = await run.client();
    const found = await client.templates.list(saidOnly({ category, capability, complexity }));
    run.terminal.show(found, ({ templates }) =>
      table(templates, [
        ['ID', ({ id }) => id],
        ['CATEGORY', (one) => one.category],
        ['SOURCE', ({ source }) => source],
        ['REQUIRED', ({ parameters }) => parameters.filter(isRequired).map(({ name }) => name)],
        ['DESCRIPTION', ({ description }) => description],
      ]),
    );
    return undefined;
  });
}

const isRequired = ({ required }: { readonly required?: boolean }): boolean => required === true;

function addShow(template: Command): void {
  const command = template
    .command('show')
    .description('Show a template: its parameters, and the configuration it makes.')
    .argument('<id>', 'the template');
  act(command, async (run) => {
    const { renderTemplate } = await import('../templates/render-template.js');
    run.terminal.show(await (await run.client()).templates.get(run.arg(0)), renderTemplate);
    return undefined;
  });
}
