import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { CliError } from './cli-error.js';

/** JSON as it is typed, of a file (`@file`), or of the standard input (`-`). */
async function readJsonArgument(name: string, value: string): Promise<unknown> {
  const source = await textOf(value);
  try {
    return JSON.parse(source);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new CliError(
      'usage',
      `${name} is no JSON: ${said}`,
      `Write it as '{"key": "value"}', or name a file: ${name} @content.json`,
    );
  }
}

/** The same, when it has to be an object. */
export async function readObjectArgument(
  name: string,
  value: string,
): Promise<Record<string, unknown>> {
  const read = await readJsonArgument(name, value);
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) {
    return read as Record<string, unknown>;
  }
  throw new CliError('usage', `${name} must be a JSON object.`, `Such as '{"request": "…"}'.`);
}

async function textOf(value: string): Promise<string> {
  if (value === '-') return text(process.stdin);
  return value.startsWith('@') ? readFile(value.slice(1), 'utf8') : value;
}
