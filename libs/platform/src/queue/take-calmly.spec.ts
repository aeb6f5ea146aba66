import { jest } from '@jest/globals';
import type { BackendFactory, IQueueBackend } from 'bullmq';
import { takeCalmly } from './take-calmly.js';

type Take = IQueueBackend['moveToActive'];

/** A backend that can only hand out jobs. */
function backendThat(take: Take): IQueueBackend {
  const open: BackendFactory = () => ({ moveToActive: take }) as unknown as IQueueBackend;
  return takeCalmly(open)('lane', { connection: {} });
}

describe(takeCalmly.name, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('hands out a job at once', async () => {
    const backend = backendThat((token) => Promise.resolve([token]));
    await expect(backend.moveToActive('token')).resolves.toEqual(['token']);
  });

  it('passes a refusal on only after a while', async () => {
    const backend = backendThat(() => Promise.reject(new Error('OOM command not allowed')));
    let refusal: unknown;
    const taking = backend.moveToActive('token').catch((error: unknown) => {
      refusal = error;
    });
    await jest.advanceTimersByTimeAsync(199);
    expect(refusal).toBeUndefined();
    await jest.advanceTimersByTimeAsync(401);
    await taking;
    expect(refusal).toEqual(new Error('OOM command not allowed'));
  });
});
