import {
  conversationListOptions,
  conversationOptions,
  lastKnownEvent,
} from './conversation-queries.js';

describe('the query of a conversation', () => {
  it.each([
    [{}, { limit: 1_000 }],
    [{ follow: 'true' }, { follow: true, limit: 1_000 }],
    [{ follow: '' }, { follow: true, limit: 1_000 }],
    [
      { follow: '0', keep_open: 'yes', after: '7' },
      { follow: false, keep_open: true, after: 7, limit: 1_000 },
    ],
  ])('reads %j', (query, options) => {
    expect(conversationOptions.parse(query)).toEqual(options);
  });

  it.each([
    { folow: 'true' },
    { follow: 'perhaps' },
    { after: '-1' },
    { after: '1.5' },
    { limit: '0' },
  ])('refuses %j rather than ignoring it', (query) => {
    expect(conversationOptions.safeParse(query).success).toBe(false);
  });

  it.each([
    { status: 'asleep' },
    { limit: '101' },
    { participant: 'a\u0000b' },
    { limit: ['1', '2'] },
  ])('refuses %j in the list', (query) => {
    expect(conversationListOptions.safeParse(query).success).toBe(false);
  });
});

describe(lastKnownEvent, () => {
  it.each([
    [undefined, undefined, 0],
    [undefined, 4, 4],
    ['', 4, 4],
    ['9', 4, 9],
  ])('takes the header %j before the query %j', (header, after, known) => {
    expect(lastKnownEvent(header, after)).toBe(known);
  });

  it.each(['-1', 'x', '1.5', '1e3', '99999999999999999999'])('refuses %s', (header) => {
    expect(() => lastKnownEvent(header, undefined)).toThrow('Last-Event-ID');
  });
});
