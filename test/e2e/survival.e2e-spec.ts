import { ContractFetch } from '../support/contract-fetch.js';
import { createEmptyDataDir, ServerUnderTest } from '../support/server-under-test.js';
import { readTalks, sendNumbers } from './load.js';

describe('a server that is killed', () => {
  it('answers every accepted message exactly once after kill -9 in the middle of 200', async () => {
    const data = createEmptyDataDir();
    const settings = {
      CAXTON_DATA_DIR: data.path,
      CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents`,
      CAXTON_LEASE: '5s',
    };
    const first = await ServerUnderTest.start({ settings });
    const api = await ContractFetch.of(first.url);
    await sendNumbers(api, 200, 20, { delayMs: 20 });
    await untilAnswered(api);
    expect(await first.process.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });

    const second = await ServerUnderTest.start({ settings });
    const again = await ContractFetch.of(second.url);
    const talks = await readTalks(again, 20);
    await second.process.stop();
    data.remove();
    for (const { sent, answered } of talks) {
      expect(sent).toHaveLength(10);
      expect(answered).toEqual(sent);
    }
  });
});

/** Holds until the first answers are there: then the rest is in the middle of it. */
async function untilAnswered(api: ContractFetch): Promise<void> {
  for await (const { name } of api.follow('/api/v1/conversations/talk-0?follow=true')) {
    if (name === 'message.replied') return;
  }
}
