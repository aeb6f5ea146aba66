import { chooseTarget, noProfiles, withoutProfile, withProfile, type Profile } from './profile.js';

const here: Profile = { url: 'http://here:1', workspace: 'default', api_key: 'of-here' };
const acme: Profile = { url: 'http://here:1', workspace: 'acme', api_key: 'of-acme' };
const there: Profile = { url: 'https://there', workspace: 'default', api_key: 'of-there' };
const kept = [here, acme, there].reduce(withProfile, noProfiles);

describe(chooseTarget, () => {
  it.each([
    ['the last login when nothing is said', {}, 'https://there', 'of-there'],
    [
      'the login at the server that is named',
      { url: 'http://here:1/' },
      'http://here:1',
      'of-here',
    ],
    ['the login of the workspace that is named', { workspace: 'acme' }, 'http://here:1', 'of-acme'],
    [
      'a key that is said, at the server that is named',
      { apiKey: 'k', url: 'https://x' },
      'https://x',
      'k',
    ],
  ])('takes %s', (_title, asked, url, apiKey) => {
    expect(chooseTarget(kept, asked)).toMatchObject({ url, apiKey });
  });

  it('sends a key to no other server than the one it was given for', () => {
    expect(chooseTarget(kept, { url: 'http://elsewhere' }).apiKey).toBeUndefined();
    expect(chooseTarget(kept, { apiKey: 'k' }).url).toBe('http://localhost:8080');
  });

  it('calls this machine when nothing is said or kept', () => {
    expect(chooseTarget(noProfiles, {})).toEqual({
      ...{ url: 'http://localhost:8080', apiKey: undefined, profile: undefined },
    });
  });
});

it('keeps one login of a workspace, and goes back to another one after a logout', () => {
  const again = withProfile(kept, { ...acme, api_key: 'new' });
  expect(again.profiles).toHaveLength(3);
  expect(chooseTarget(again, {}).apiKey).toBe('new');
  expect(chooseTarget(withoutProfile(again, acme), {}).apiKey).toBe('of-here');
});
