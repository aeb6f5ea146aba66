/** One route of the server, as the router was told. */
export interface KnownRoute {
  readonly method: string;
  /** With parameters as `:name` and a rest as `*`. */
  readonly path: string;
}

/** The methods that a path is served with, in alphabetical order; empty for a path that is not served. */
export function allowedMethods(routes: readonly KnownRoute[], path: string): string[] {
  const steps = stepsOf(path);
  const found = routes.filter((route) => matches(stepsOf(route.path), steps));
  return [...new Set(found.map(({ method }) => method))].sort();
}

function stepsOf(path: string): string[] {
  return (path.split('?', 1)[0] ?? '').replace(/\/+$/, '').split('/');
}

function matches(pattern: readonly string[], steps: readonly string[]): boolean {
  const rest = pattern.indexOf('*');
  if (rest === -1 && pattern.length !== steps.length) return false;
  const fixed = rest === -1 ? pattern : pattern.slice(0, rest);
  return fixed.every((step, index) => {
    const actual = steps[index];
    return step.startsWith(':') ? actual !== undefined && actual !== '' : step === actual;
  });
}
