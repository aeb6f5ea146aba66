import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '#platform';

/** Names without any way out of the folder. */
export const exampleName = z
  .string()
  .max(100)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*\.(?:csv|json|md)$/, 'must be the name of an example file')
  .meta({ description: 'Name of the file.', examples: ['airline-passengers.csv'] });

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  md: 'text/markdown',
};

/** A file that can be downloaded. */
export interface ExampleFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** By their names. */
export async function listExamples(): Promise<ExampleFile[]> {
  const names = (await readdir(folder())).filter((name) => exampleName.safeParse(name).success);
  return Promise.all(
    names.sort().map(async (name) => {
      const { size } = await stat(join(folder(), name));
      return { name, type: typeOf(name), size };
    }),
  );
}

/** Nothing when there is no such file. */
export async function readExample(name: string): Promise<Buffer | undefined> {
  return readFile(join(folder(), name)).catch(() => undefined);
}

export function typeOf(name: string): string {
  return types[name.split('.').at(-1) ?? ''] ?? 'text/plain';
}

function folder(): string {
  return join(packageRoot(), 'examples', 'data');
}
