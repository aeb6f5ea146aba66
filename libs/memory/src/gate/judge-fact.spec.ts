import { judgeFact, type CandidateFact } from './judge-fact.js';

function aFact(content: string, change: Partial<CandidateFact> = {}): CandidateFact {
  return { subject: 'Acme', type: 'customer', content, confidence: 0.9, ...change };
}

const judge = (content: string, excluded: readonly string[] = []): string => {
  const verdict = judgeFact(aFact(content), { excluded });
  return verdict.kind === 'accepted' ? 'accepted' : `${verdict.kind}: ${verdict.reason}`;
};

describe(judgeFact, () => {
  it.each([
    'Acme prefers to be called by phone',
    'The delivery address of Acme is 12 Harbour Street',
    'Sales peak in September, with 15% growth over the year before',
    'Invoices above 5,000 EUR need two signatures',
    'The order number format is ORD-2024-00017',
  ])('lets a fact in: %s', (content) => {
    expect(judge(content)).toBe('accepted');
  });

  it.each([
    'Hello there, good to see you again!',
    'Thanks a lot, that was really helpful',
    'How are you doing?',
    'The weather is lovely here',
    'I think it went rather well',
    "It's raining cats and dogs",
    'We had a great lunch with the team',
    'As an AI I cannot remember things',
  ])('keeps out what is of the moment: %s', (content) => {
    expect(judge(content)).toBe('refused: it is of the moment');
  });

  it.each(['Yes.', 'Acme', 'a  b'])('keeps out what is too short: %s', (content) => {
    expect(judge(content)).toBe('refused: it is too short');
  });

  it('keeps out what is too long to be a fact', () => {
    expect(judge('word '.repeat(500))).toBe('refused: it is too long');
  });

  it.each([
    'The password of the admin is hunter2-and-more',
    'The API key: 1234abcd',
    'Use sk-abcdefghijklmnopqrstuvwx for the model',
    'Deploy with AKIAIOSFODNN7EXAMPLE please',
    'Header Authorization Bearer abcdef0123456789abcdef',
    'Connect to postgres://caxton:s3cret@db.example/caxton',
    'The session is eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl',
    'Blob 9fA3kLq82ZxW7vB1nM5cR0tY6uI4oP8s belongs to it',
  ])('keeps out secrets: %s', (content) => {
    expect(judge(content)).toBe('refused: it holds a secret');
  });

  it.each([
    ['Acme pays with card 4111 1111 1111 1111', 'card number'],
    ['Acme is paid to DE89 3704 0044 0532 0130 00', 'bank account'],
    ['Her number is 078-05-1120 in the files', 'identity number'],
  ])('never keeps numbers that are somebody: %s', (content, what) => {
    expect(judge(content)).toBe(`refused: it holds a ${what}`);
  });

  it('takes no long number for a card that is none', () => {
    expect(judge('The tracking number is 4111 1111 1111 1112')).toBe('accepted');
  });

  it.each([
    ['Jane of Acme is jane.doe@example.com', 'email address'],
    ['Acme answers under +44 20 7946 0958', 'phone number'],
    ['The contact was born on 1 May 1980', 'date of birth'],
  ])('leaves to people what is personal: %s', (content, what) => {
    expect(judge(content)).toBe(`review: it holds a ${what}`);
  });

  it('leaves to people what is not sure, and keeps out what is a guess', () => {
    const fact = (confidence: number): CandidateFact =>
      aFact('Acme may move to Leeds', { confidence });
    expect(judgeFact(fact(0.4), { excluded: [] })).toMatchObject({ kind: 'review' });
    expect(judgeFact(fact(0.2), { excluded: [] })).toMatchObject({ kind: 'refused' });
  });

  it('keeps out what the agent excludes, in any case', () => {
    expect(judge('Project BLUEBIRD starts in May', ['bluebird'])).toBe(
      'refused: the agent is told not to remember such',
    );
  });
});
