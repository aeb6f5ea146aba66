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

/** Words between commas. */
export function readWords(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
