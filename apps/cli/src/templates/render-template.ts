import type { AnswerOf } from '#client';
import { facts, table } from '../show/table.js';

type Template = AnswerOf<'getTemplate'>;

/** A template: what it is for, what it takes, and what its agents are. */
export function renderTemplate({ parameters, configuration, ...template }: Template): string {
  const { id, name, source, version, category, complexity, description } = template;
  return [
    facts({ id, name, source, version, category, complexity, description }),
    '\nParameters:\n',
    table(parameters, [
      ['NAME', (one) => one.name],
      ['TYPE', ({ type }) => type],
      ['REQUIRED', ({ required }) => (required === true ? 'yes' : '')],
      ['DEFAULT', (one) => one.default],
      ['OPTIONS', ({ options }) => options],
      ['WHAT IT IS', (one) => one.description],
    ]),
    '\nConfiguration:\n',
    facts(configuration),
  ].join('');
}
