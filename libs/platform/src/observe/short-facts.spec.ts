import { shortError, shortFacts } from './short-facts.js';

const vast = 'x'.repeat(5_000_000);

const lengthOf = (told: unknown): number => JSON.stringify(told).length;

describe('what is logged', () => {
  it('tells an error as it is, with its stack and its causes', () => {
    const error = new Error('No answer.', { cause: new Error('No network.') });
    expect(shortError(Object.assign(error, { code: 'E1' }))).toMatchObject({
      type: 'Error',
      message: 'No answer.: No network.',
      stack: expect.stringContaining('short-facts.spec') as string,
      code: 'E1',
    });
  });

  it.each([
    ['of its own', new Error(vast)],
    ['of its causes', new Error('a', { cause: new Error(vast) })],
    ['of its parts', new AggregateError([new Error(vast), new Error(vast)], 'two')],
    ['of its fields', Object.assign(new Error('a'), { answer: { body: [vast, vast] } })],
    ['of its many fields', Object.assign(new Error('a'), { rows: Array(5_000).fill(vast) })],
  ])('shortens an error of megabytes %s', (_where, error) => {
    expect(lengthOf(shortError(error))).toBeLessThan(100_000);
    expect(lengthOf(shortError(error))).toBeGreaterThan(100);
  });

  it('shortens texts beside it, says how long they were, and leaves the rest', () => {
    const facts = shortFacts({ reason: vast, turn: 'trn-1', ms: 5, err: undefined });
    expect(facts).toMatchObject({ turn: 'trn-1', ms: 5 });
    expect(facts['reason']).toMatch(/^x{4000}… \(5000000 characters\)$/);
  });
});
