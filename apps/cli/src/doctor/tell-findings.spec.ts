import type { Finding } from '../../../server/src/index.js';
import { renderFindings, worstOf } from './tell-findings.js';

const ok: Finding = { check: 'node', level: 'ok', message: 'Node 20.19.0' };
const port: Finding = {
  ...{ check: 'port', level: 'error', message: 'Port 8080 is in use.' },
  remedy: 'Take another one.',
};
const model: Finding = { check: 'model', level: 'warning', message: 'None.', remedy: 'Set one.' };

describe(renderFindings, () => {
  it('says what is wrong and what to do', () => {
    expect(renderFindings([ok, port, model])).toBe(
      [
        'ok     node            Node 20.19.0',
        'ERROR  port            Port 8080 is in use.',
        '                       → Take another one.',
        'warn   model           None.',
        '                       → Set one.',
        '',
        '1 error, 1 warning.',
        '',
      ].join('\n'),
    );
  });

  it('says that nothing is in the way', () => {
    expect(renderFindings([ok])).toMatch(/Nothing is in the way\.\n$/);
  });
});

describe(worstOf, () => {
  it.each([
    [[], 'ok'],
    [[ok], 'ok'],
    [[ok, model], 'warning'],
    [[port, model], 'error'],
  ] as const)('is of %j the worst', (found, level) => {
    expect(worstOf(found)).toBe(level);
  });
});
