import { Option, type Command } from 'commander';
import type { TestFlags } from '../agents/test-agent.js';
import { act } from '../run/act.js';
import { readDuration, readNames } from '../run/arguments.js';

/** Adds `caxton agent test`. */
export function addTest(agent: Command): void {
  const command = agent
    .command('test')
    .description(
      'Try an agent with the real model, without deploying it. Ends with 1 when a scenario fails.',
    )
    .argument('<agent>', 'an agent file, or the name of an agent that is deployed')
    .option('--scenarios <file>', 'JSON: a list of messages and what is expected of the answers')
    .option('--input <text>', 'one message instead of a file of them')
    .addOption(namesOption('--expect <words>', 'what its answer must hold, with commas between'))
    .addOption(namesOption('--expect-tool <names>', 'tools that must be called for it'))
    .addOption(namesOption('--allow-tool <names>', 'tools that are really run'))
    .addOption(
      new Option('--timeout <duration>', 'for all scenarios together, at most 5m')
        .argParser(readDuration)
        .default(30_000, '30s'),
    )
    .addHelpText(
      'after',
      '\nExamples:\n  caxton agent test analyst.md --scenarios analyst.test.json\n' +
        '  caxton agent test Analyst --input "How many rows?" --expect 144',
    );
  act<TestFlags>(command, async (run) => {
    const { testAgent } = await import('../agents/test-agent.js');
    return testAgent(run);
  });
}

const namesOption = (flags: string, description: string): Option =>
  new Option(flags, description).argParser(readNames);
