import { createSilentLogger } from '#platform';
import type { MailedMailbox } from '#messaging';
import { HandOver } from './hand-over.js';

const log = createSilentLogger();
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(HandOver.name, () => {
  it('asks once for the bells of a moment and rings for those that still have mail', async () => {
    const asked: (readonly string[])[] = [];
    const rung: MailedMailbox[] = [];
    const handOver = new HandOver({
      waiting: (ids) => {
        asked.push(ids);
        return Promise.resolve([{ mailboxId: '2', capability: 'echo' }]);
      },
      bell: { ring: (mailboxes) => rung.push(...mailboxes) },
      log,
    });
    handOver.give('1');
    handOver.give('2');
    await tick();
    await tick();
    expect(asked).toEqual([['1', '2']]);
    expect(rung).toEqual([{ mailboxId: '2', capability: 'echo' }]);
    handOver.give('3');
    await tick();
    expect(asked).toEqual([['1', '2'], ['3']]);
  });

  it('leaves the mail to the sweeper when Postgres is away', async () => {
    const rung: unknown[] = [];
    const handOver = new HandOver({
      waiting: () => Promise.reject(new Error('away')),
      bell: { ring: (mailboxes) => rung.push(mailboxes) },
      log,
    });
    handOver.give('1');
    await tick();
    await tick();
    expect(rung).toEqual([]);
  });
});
