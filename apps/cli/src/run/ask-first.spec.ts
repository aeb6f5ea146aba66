import { askFirst } from './ask-first.js';
import type { Invocation } from './invocation.js';

/** A run at a terminal where somebody answers so. */
const runWhere = (confirm: () => Promise<boolean>): Invocation<{ readonly yes?: boolean }> =>
  ({ terminal: { isAttended: true, confirm }, flags: {} }) as unknown as Invocation<{
    readonly yes?: boolean;
  }>;

describe(askFirst, () => {
  it('lets it be done when the answer is yes', async () => {
    await expect(
      askFirst(
        runWhere(async () => Promise.resolve(true)),
        'Go?',
      ),
    ).resolves.toBe(undefined);
  });

  it('does nothing when it is no', async () => {
    const asked = askFirst(
      runWhere(async () => Promise.resolve(false)),
      'Go?',
    );
    await expect(asked).rejects.toMatchObject({ ending: 'usage' });
  });

  it('ends as interrupted, without a stack, at Ctrl-C', async () => {
    const aborted = Object.assign(new Error('Aborted with Ctrl+C'), { name: 'AbortError' });
    const asked = askFirst(
      runWhere(async () => Promise.reject(aborted)),
      'Go?',
    );
    await expect(asked).rejects.toMatchObject({ ending: 'interrupted' });
  });
});
