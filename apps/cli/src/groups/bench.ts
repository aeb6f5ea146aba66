import { Option, type Command } from 'commander';
import type { BenchFlags } from '../bench/bench.js';
import { act } from '../run/act.js';
import { readCount, readDuration } from '../run/arguments.js';

/** Adds `caxton bench`. */
export function addBenchCommand(program: Command): void {
  const command = program
    .command('bench')
    .description(
      'Send messages and tell how fast they are answered. A small run, no proof of sizing.',
    )
    .option('--own', 'on a server of its own, with the code agents of the examples')
    .option('--capability <name>', 'who is to answer', 'word-count')
    .option('--content <json>', 'what is said; @file reads a file', '{"text": "one two three"}')
    .option('--messages <count>', 'how many', readCount, 200)
    .option('--for <duration>', 'for so long, instead of so many: 30s', readDuration)
    .option('--concurrency <count>', 'how many at a time', readCount, 8)
    .addOption(
      new Option('--timeout <duration>', 'how long a reply may take')
        .argParser(readDuration)
        .default(30_000, '30s'),
    )
    .addHelpText(
      'after',
      [
        '',
        'One message goes first and is not counted. Ctrl-C tells what was measured until then.',
        'The server needs an agent that answers: CAXTON_AGENTS_DIR=examples/agents has one for word-count.',
        '',
        'Examples:',
        '  caxton bench --own',
        '  caxton bench --capability data-analysis --content @question.json --for 1m',
        '  caxton bench --url https://caxton.example.com --messages 1000 --concurrency 32 --json',
      ].join('\n'),
    );
  act<BenchFlags>(command, async (run) => {
    const { bench } = await import('../bench/bench.js');
    return bench(run);
  });
}
