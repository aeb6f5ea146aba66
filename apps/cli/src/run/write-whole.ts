import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { CliError } from './cli-error.js';

/**
 * Writes an export to a file, or to the standard output. Under another name first: a file that broke off must not
 * look like an export.
 * @param write also says whether it is whole, by throwing when it is not
 */
export async function writeWhole<Told>(
  path: string | undefined,
  write: (output: NodeJS.WritableStream) => Promise<Told>,
): Promise<Told> {
  const part = `${path ?? ''}.part`;
  try {
    const told = await write(path === undefined ? process.stdout : createWriteStream(part));
    if (path !== undefined) await rename(part, path);
    return told;
  } catch (error) {
    if (path !== undefined) await rm(part, { force: true });
    if (error instanceof CliError) throw error;
    const said = error instanceof Error ? error.message : String(error);
    throw new CliError(
      'failed',
      `The export broke off (${said}). Nothing was kept.`,
      'Run it again.',
    );
  }
}
