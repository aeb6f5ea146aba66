import type { Command } from 'commander';
import { act } from '../run/act.js';
import type { TemplateFlags } from '../templates/deploy-from-template.js';

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Adds making an agent from a template. */
export function addFromTemplate(agent: Command): void {
  const command = agent
    .command('from-template')
    .description('Deploy an agent from a template (caxton template list).')
    .argument('<template>', 'the template')
    .argument('<name>', 'how the agent is to be called')
    .option('--set <name=value>', 'a parameter, as often as need be; lists with commas', collect)
    .option('--parameters <json>', 'parameters as JSON; @file reads a file')
    .option('--strict', 'refuse what would only be warned of')
    .option('--dry-run', 'show the configuration that it would have, and deploy nothing')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  caxton agent from-template data-analyst SalesAnalyzer --set specialization=sales',
        '  caxton agent from-template code-reviewer Reviewer --set language=Go --dry-run',
      ].join('\n'),
    );
  act<TemplateFlags>(command, async (run) => {
    const { deployFromTemplate } = await import('../templates/deploy-from-template.js');
    return deployFromTemplate(run);
  });
}
