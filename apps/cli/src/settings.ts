import { InvalidArgumentError } from 'commander';

/** As the contract names capabilities; said here again, because --help loads no library. */
const capability = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;

/** Options of a command as the settings they stand for: `--data-dir x` is CAXTON_DATA_DIR=x. */
export function settingsOf(
  options: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = options[name];
      return typeof value === 'string' ? [[variableOf(name), value]] : [];
    }),
  );
}

function variableOf(name: string): string {
  return `CAXTON_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** Capabilities between commas. @throws {InvalidArgumentError} naming the one that is none */
export function readCapabilities(text: string): string[] {
  const names = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const bad = names.find((name) => name.length > 100 || !capability.test(name));
  if (bad !== undefined) {
    throw new InvalidArgumentError(
      `"${bad}" is no capability: lower-case words joined by "-" or ".", such as data-analysis.`,
    );
  }
  if (names.length === 0) throw new InvalidArgumentError('Name at least one capability.');
  return [...new Set(names)];
}
