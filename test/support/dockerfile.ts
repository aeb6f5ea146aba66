import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#platform';

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** One `FROM … AS name` and what follows it. */
export interface Stage {
  readonly name: string;
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

/** docker/Dockerfile, read as Docker reads it: comments dropped, continued lines joined. */
export function readDockerfile(): Stage[] {
  const text = readFileSync(join(packageRoot(), 'docker/Dockerfile'), 'utf8');
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { name: string; base: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    const [, base, stage] = name === 'FROM' ? (/^(\S+) AS (\w+)$/.exec(rest) ?? []) : [];
    if (base !== undefined && stage !== undefined) {
      stages.push({ name: stage, base, instructions: [] });
    } else stages.at(-1)?.instructions.push({ name, text: rest });
  }
  return stages;
}

/** What a stage copies from the context, as paths of this repository. */
export function copiedPaths({ instructions }: Stage): string[] {
  return instructions
    .filter(({ name, text }) => name === 'COPY' && !text.startsWith('--from='))
    .flatMap(({ text }) => text.split(/\s+/).slice(0, -1));
}
