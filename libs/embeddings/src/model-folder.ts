import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbedderUnavailable } from './embedder.errors.js';

/** sha256 of the weights in `assets/models/all-MiniLM-L6-v2`; a spec holds the files to it. */
export const modelHash = 'b88e54adc64811ffa7cb26dfeda5d30d524d496ac34bcf85d7ea62ffc5191d15';
export const modelName = 'all-MiniLM-L6-v2';
export const modelDimensions = 384;

/**
 * The folder of the model's files: under `assets` of the nearest package root at or above `from`, so
 * that it is found from the sources and from `dist` alike.
 * @throws {EmbedderUnavailable}
 */
export function findModelFolder(from: URL = new URL(import.meta.url)): string {
  let folder = dirname(fileURLToPath(from));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new EmbedderUnavailable('the package has no root');
    folder = parent;
  }
  return join(folder, 'assets', 'models', modelName);
}
