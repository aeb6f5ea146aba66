import { ToldServer } from '../run/told-server.fixture.js';
import { makeKey } from './make-key.js';

const ada = { username: 'ada', password: 'correct horse' };

describe(makeKey, () => {
  let server: ToldServer;

  const holdsScopes = (...scopes: readonly string[]): void => {
    server.answers = {
      'POST /api/v1/auth/login': [200, { token: 't' }],
      'GET /api/v1/auth/me': [200, { workspace: 'acme', scopes }],
      'POST /api/v1/keys': (sent) => [201, { key: 'cxk', key_id: 'key-1', sent }],
    };
  };

  beforeEach(async () => {
    server = await ToldServer.start();
  });
  afterEach(async () => server.stop());

  it('makes a key that may do all that its user may', async () => {
    holdsScopes('agents:read', 'keys:write');
    expect(await makeKey(server.url, ada, undefined)).toEqual({ api_key: 'cxk', key_id: 'key-1' });
  });

  it('tells whoever may make no key whom to ask for one', async () => {
    holdsScopes('agents:read', 'messages:send');
    await expect(makeKey(server.url, ada, 'agents:read')).rejects.toMatchObject({
      ending: 'denied',
      message: expect.stringMatching(/ada may make none: only admins may/) as string,
      remedy: expect.stringMatching(/Ask an admin for a key.*caxton login/) as string,
    });
    expect(server.asked).not.toContain('POST /api/v1/keys');
  });
});
