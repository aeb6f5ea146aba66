import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { AgentFileFault, readAgentFile, type AgentFields } from '#agent-files';
import { CliError } from '../run/cli-error.js';

/** The agent of a file; `-` is JSON on the standard input. @throws {CliError} it holds none */
export async function readAgent(path: string): Promise<AgentFields> {
  const fields = await readOrExplain(path);
  if (fields !== undefined) return fields;
  throw new CliError(
    'usage',
    `${path} has no front matter, so it holds no agent.`,
    'Begin the file with --- and the fields of the agent; docs/cli.md has an example.',
  );
}

/** The same, or nothing when it is a page for people. */
export async function readOrExplain(path: string): Promise<AgentFields | undefined> {
  const [name, source] =
    path === '-'
      ? ['.json', await text(process.stdin)]
      : [basename(path), await readFile(path, 'utf8')];
  try {
    return readAgentFile(name, source);
  } catch (error) {
    if (!(error instanceof AgentFileFault)) throw error;
    throw new CliError(
      'usage',
      `${path} ${error.message}`,
      'Correct the file; caxton agent validate looks at it without a server.',
    );
  }
}
