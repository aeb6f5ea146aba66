import { InvalidSettings, readProcessEnv } from '#platform';
import { error, type Finding } from './finding.js';
import { judgeNode } from './judge-node.js';

/**
 * Looks at everything that a server with these settings would stand on, before it does, and changes nothing.
 * `settings` go before those of the environment.
 */
export async function examine(settings: Readonly<Record<string, string>>): Promise<Finding[]> {
  const node = judgeNode(process.versions.node);
  try {
    // Loaded only now: a server that starts needs none of it.
    const { examineAll } = await import('./examine-all.js');
    return [node, ...(await examineAll(readProcessEnv(settings)))];
  } catch (failure) {
    if (!(failure instanceof InvalidSettings)) throw failure;
    return [node, ...explainSettings(failure)];
  }
}

function explainSettings(failure: InvalidSettings): Finding[] {
  return failure.message
    .split('\n')
    .map((line) =>
      error(
        'settings',
        line,
        'Every setting is in docs/surface/configuration.md; correct it and look again.',
      ),
    );
}
