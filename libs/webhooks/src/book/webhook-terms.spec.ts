import { changedTerms } from './webhook-terms.js';
import type { Webhook } from './webhook.repository.js';

const now = new Date();
const old: Webhook = {
  ...{ id: 'whk-1', workspace: 'default', url: 'https://receiver.example/a', events: [] },
  ...{ filter: undefined, description: undefined, token: 'sealed', secret: 's', secretSince: now },
  ...{ oldSecret: undefined, isEnabled: true, disabledReason: undefined, failingSince: undefined },
  ...{ createdBy: 'me', createdAt: now, updatedAt: now },
};
const seal = (token: string): string => `sealed ${token}`;
const authentication = { type: 'bearer', token: 'new' } as const;

describe(changedTerms, () => {
  it.each([
    'https://elsewhere.example/a',
    'https://receiver.example:8443/a',
    'http://receiver.example/a',
    'https://receiver.example.evil.example/a',
  ])('asks for the token again before it goes to %s', (url) => {
    expect(() => changedTerms(old, { url }, seal)).toThrow('another origin');
    expect(changedTerms(old, { url, authentication }, seal)).toMatchObject({ token: 'sealed new' });
    expect(changedTerms(old, { url, authentication: null }, seal).token).toBeUndefined();
    expect(changedTerms({ ...old, token: undefined }, { url }, seal).url).toBe(url);
  });

  it.each(['https://receiver.example/b?c', 'HTTPS://RECEIVER.example:443/b'])(
    'keeps the token for %s, where it goes already',
    (url) => {
      expect(changedTerms(old, { url }, seal)).toMatchObject({ url, token: 'sealed' });
    },
  );
});
