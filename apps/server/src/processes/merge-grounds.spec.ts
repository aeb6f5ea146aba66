import { mergeGrounds } from './merge-grounds.js';

const well = { database: 'ok', queue: 'ok' } as const;

describe(mergeGrounds, () => {
  it('is well where all processes are', () => {
    expect(mergeGrounds([well, well])).toEqual(well);
  });

  it('is as the worst of them finds it', () => {
    expect(mergeGrounds([well, { database: 'unreachable', queue: 'ok' }])).toEqual({
      ...{ database: 'unreachable', queue: 'ok' },
    });
    expect(mergeGrounds([{ database: 'ok', queue: 'failing' }, well])).toEqual({
      ...{ database: 'ok', queue: 'failing' },
    });
    expect(mergeGrounds([well, { ...well, secrets: 'locked' }])).toEqual({
      ...{ ...well, secrets: 'locked' },
    });
  });

  it('is nothing where nobody answers', () => {
    expect(mergeGrounds([])).toEqual({ database: 'unreachable', queue: 'failing' });
  });
});
