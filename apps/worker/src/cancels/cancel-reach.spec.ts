import { createSilentLogger, EventChannel } from '#platform';
import { announceCancel, type CancelOrder } from '#messaging';
import { CancelReach } from './cancel-reach.js';

function open(found: CancelOrder[] | Error = []) {
  const channel = new EventChannel(createSilentLogger());
  const stopped: string[] = [];
  let looks = 0;
  const stops = (where: string) => ({
    cancel: ({ messageIds }: CancelOrder) => stopped.push(`${where} ${messageIds.join()}`),
  });
  const reach = new CancelReach({
    channel,
    sweep: {
      run: (stop) => {
        looks += 1;
        if (found instanceof Error) return Promise.reject(found);
        found.forEach(stop);
        return Promise.resolve();
      },
    },
    turns: stops('turn'),
    suspects: stops('suspect'),
    log: createSilentLogger(),
  });
  reach.start();
  return { channel, reach, stopped, looks: () => looks };
}

const order = { workspace: 'default', messageIds: ['1', '2'] };
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(CancelReach.name, () => {
  it('brings what is announced to the turns of this process and to its suspects, at once', () => {
    const { channel, stopped, looks } = open();
    announceCancel(channel, order);
    expect(stopped).toEqual(['turn 1,2', 'suspect 1,2']);
    expect(looks()).toBe(0);
  });

  it('looks itself when an announcement may have gone unheard', async () => {
    const { channel, stopped } = open([order]);
    channel.publish('cancel', null);
    await settle();
    expect(stopped).toEqual(['turn 1,2', 'suspect 1,2']);
  });

  it('leaves a look that failed to the sweep, which is told', async () => {
    const { channel, reach, looks } = open(new Error('away'));
    channel.publish('cancel', null);
    await settle();
    await expect(reach.look()).rejects.toThrow('away');
    expect(looks()).toBe(2);
  });

  it('announces many in portions', () => {
    const { channel, stopped } = open();
    const messageIds = Array.from({ length: 90 }, (_, n) => String(n));
    announceCancel(channel, { workspace: 'default', messageIds });
    expect(stopped).toHaveLength(6);
  });

  it('hears nothing after it was stopped', () => {
    const { channel, reach, stopped } = open();
    reach.stop();
    announceCancel(channel, order);
    expect(stopped).toEqual([]);
  });
});
