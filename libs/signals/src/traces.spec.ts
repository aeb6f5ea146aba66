import { measure } from './measures.js';
import {
  beginSpan,
  currentTrace,
  followTraces,
  inSpan,
  type SpanBeginning,
  type TraceSpan,
} from './traces.js';
import { watched } from './watched.js';

/** Writes down what began, with which parent, and how it ended. */
class Witness {
  readonly told: unknown[] = [];
  private count = 0;

  begin({ name, parent, facts }: SpanBeginning): TraceSpan {
    this.count += 1;
    const traceparent = `span-${String(this.count)}`;
    this.told.push({ name, parent, facts });
    return {
      traceparent,
      end: (more, failed = false) => this.told.push({ ended: traceparent, ...more, failed }),
    };
  }
}

describe(followTraces, () => {
  let stop = (): void => undefined;
  afterEach(() => {
    stop();
  });

  it('costs nothing and says nothing until somebody follows', async () => {
    expect(beginSpan({ name: 'a', kind: 'internal' })).toBeUndefined();
    await watched('accept', {}, () => {
      expect(currentTrace()).toBeUndefined();
      return Promise.resolve();
    });
  });

  it('shows work below the work that it is part of, also after awaiting', async () => {
    const witness = new Witness();
    stop = followTraces(witness);
    await watched('turn', { capability: 'a' }, async (ending) => {
      await Promise.resolve();
      await watched('tool', { tool: 't' }, () => Promise.reject(new Error())).catch(
        () => undefined,
      );
      ending.as('completed', { tokens_in: 3 });
    });
    expect(witness.told).toEqual([
      { name: 'agent.turn', parent: undefined, facts: { capability: 'a' } },
      { name: 'tool.call', parent: 'span-1', facts: { tool: 't' } },
      { ended: 'span-2', outcome: 'error', failed: true },
      { ended: 'span-1', outcome: 'completed', tokens_in: 3, failed: false },
    ]);
  });

  it('goes on with the trace of whatever led to the work, in another process or earlier', async () => {
    const witness = new Witness();
    stop = followTraces(witness);
    const led = { parent: 'elsewhere', facts: { message_id: 'm' } };
    await watched('webhook', {}, () => Promise.resolve(currentTrace()), led);
    expect(witness.told[0]).toEqual({
      ...{ name: 'webhook.deliver', parent: 'elsewhere', facts: { message_id: 'm' } },
    });
  });

  it('keeps requests apart that run at the same time', async () => {
    stop = followTraces(new Witness());
    const one = beginSpan({ name: 'one', kind: 'server' });
    const two = beginSpan({ name: 'two', kind: 'server' });
    const look = async (): Promise<string | undefined> => {
      await Promise.resolve();
      return currentTrace();
    };
    expect(await Promise.all([inSpan(one, look), inSpan(two, look), look()])).toEqual([
      ...['span-1', 'span-2', undefined],
    ]);
  });

  it('leaves out of traces what belongs to none', async () => {
    const witness = new Witness();
    stop = followTraces(witness);
    await watched('sweep', {}, () => Promise.resolve());
    measure('queue_wait', { capability: 'a' }, 1);
    expect(witness.told).toEqual([]);
  });
});
