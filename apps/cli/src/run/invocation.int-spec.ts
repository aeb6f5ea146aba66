import { Invocation } from './invocation.js';
import { ToldServer } from './told-server.fixture.js';

describe(Invocation, () => {
  let server: ToldServer;

  beforeEach(async () => {
    server = await ToldServer.start();
    server.answers = { 'GET /api/v1/auth/me': [200, { workspace: 'beta' }] };
  });
  afterEach(async () => server.stop());

  it('calls nobody as somebody of another workspace', async () => {
    const run = server.run({ apiKey: 'cxk', workspace: 'acme' });
    const denied = { ending: 'denied', message: expect.stringContaining('beta') as string };
    await expect(run.target()).rejects.toMatchObject(denied);
    await expect(run.client()).rejects.toMatchObject(denied);
  });

  it('asks once to which workspace a key belongs', async () => {
    const run = server.run({ apiKey: 'cxk', workspace: 'beta' });
    expect(await run.target()).toMatchObject({ url: server.url, apiKey: 'cxk' });
    await run.client();
    expect(server.asked).toEqual(['GET /api/v1/auth/me']);
  });

  it.each(['localhost:8080', 'https:///x', 'file:///etc/passwd'])(
    'says of %s that it is no URL of a server',
    async (url) => {
      await expect(server.run({ url }).target()).rejects.toMatchObject({
        ...{ ending: 'usage', message: `"${url}" is no URL of a server.` },
      });
    },
  );
});
