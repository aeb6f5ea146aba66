import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { fuzz } from './fuzz.js';

describe('requests made from the OpenAPI document', () => {
  const data = createDataDir();
  let server: RunningServer;

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('get no 5xx and no answer beyond the document, and are not accepted when it forbids them', async () => {
    const { findings, requests, accepted } = await fuzz({
      url: server.url,
      requests: 500,
      seed: 42,
    });
    expect(findings).toEqual([]);
    expect(requests).toBe(500);
    expect(accepted.size).toBeGreaterThan(15);
  }, 120_000);
});
