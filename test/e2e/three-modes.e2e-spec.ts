import { ContractFetch } from '../support/contract-fetch.js';
import { modes, onRedis, untouched } from '../support/grounds.js';
import { ServerUnderTest } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import { readTalks, sendNumbers } from './load.js';

describe.each(modes)('the %s mode', (mode, title, servers, open) => {
  describeWith(servers, title, () => {
    it('answers 200 concurrent messages over 20 conversations, each conversation in order', async () => {
      const { settings, remove } = await open(untouched);
      const server = await ServerUnderTest.start({
        settings: { ...settings, CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents` },
      });
      try {
        const api = await ContractFetch.of(server.url);
        expect((await api.call('/api/v1/health')).body).toMatchObject({ status: 'healthy', mode });
        await sendNumbers(api, 200, 20);
        for (const { sent, answered } of await readTalks(api, 20)) {
          expect(sent).toHaveLength(10);
          expect(answered).toEqual(sent);
        }
      } finally {
        expect(await server.process.stop()).toMatchObject({ code: 0 });
        await remove();
      }
    });
  });
});

describeWith(['postgres', 'redis'], 'API and worker in processes of their own', () => {
  it('answer together, each started by its command', async () => {
    const { settings, remove } = await onRedis(untouched);
    const agents = `${import.meta.dirname}/agents`;
    const server = await ServerUnderTest.start({
      settings,
      command: ['server', 'start', '--api-only'],
    });
    const worker = await ServerUnderTest.start({
      settings: { ...settings, CAXTON_AGENTS_DIR: agents },
      command: ['worker', 'start', '--capabilities', 'echo', '--concurrency', '4'],
    });
    try {
      const api = await ContractFetch.of(server.url);
      await sendNumbers(api, 40, 4);
      for (const { sent, answered } of await readTalks(api, 4)) expect(answered).toEqual(sent);
    } finally {
      expect(await worker.process.stop()).toMatchObject({ code: 0 });
      expect(await server.process.stop()).toMatchObject({ code: 0 });
      await remove();
    }
  });
});
