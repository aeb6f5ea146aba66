import { type Command, Option } from 'commander';
import type { ExportFlags } from '../memory/export-memory.js';
import type { ImportFlags } from '../memory/import-memory.js';
import { act } from '../run/act.js';
import { addMemoryQueries } from './memory-queries.js';

/** As the contract names them, and shorter. Said here again, because --help loads no library. */
const strategies: Readonly<Record<string, string>> = {
  merge: 'update_existing',
  skip: 'skip_existing',
  overwrite: 'replace_existing',
  error: 'error_on_conflict',
};
const scopes = ['agent', 'conversation', 'workspace', 'global'];
const formats = ['jsonl', 'json'];

/** Adds `caxton memory`: what agents remember, on a running server. */
export function addMemoryCommands(program: Command): void {
  const memory = program.command('memory').description('What agents remember.');
  addMemoryQueries(memory);
  addExport(memory);
  addImport(memory);
}

function addExport(memory: Command): void {
  const command = memory
    .command('export')
    .description('Write the memory of a running server to a file, with history and vectors.')
    .option('--file <path>', 'where to write; - or none: the standard output')
    .option('--no-embeddings', 'leave vectors out; the other server makes them anew');
  act<ExportFlags>(shared(command), async (run) => {
    const { exportMemory } = await import('../memory/export-memory.js');
    return exportMemory(run);
  });
}

function addImport(memory: Command): void {
  const command = memory
    .command('import')
    .description('Bring a memory from a file into a running server. Run it again if it breaks off.')
    .option('--file <path>', 'what to read; - or none: the standard input')
    .addOption(
      new Option('--strategy <name>', 'what becomes of what is known differently')
        .choices([...Object.keys(strategies), ...Object.values(strategies)])
        .default('merge'),
    )
    .option('--dry-run', 'check everything and store nothing', false);
  act<ImportFlags>(shared(command), async (run) => {
    const { importMemory } = await import('../memory/import-memory.js');
    return importMemory(run, strategies[run.flags.strategy] ?? run.flags.strategy);
  });
}

function shared(command: Command): Command {
  return command
    .addOption(
      new Option('--scope <scope>', 'whose memory; none: all, each in its own').choices(scopes),
    )
    .option('--owner <name>', 'the agent, or the id of the conversation, whose scope it is')
    .addOption(
      new Option('--format <format>', 'jsonl, or json; by default as the file is named').choices(
        formats,
      ),
    );
}
