import { openWorker, type QueueGround } from './open-raw-queue.js';

/** A process that takes the jobs of a queue until it is killed. */

interface Told {
  readonly ground: QueueGround;
  readonly name: string;
}

process.once('disconnect', () => process.exit());
process.once('message', ({ ground, name }: Told) => {
  void openWorker(ground, name, () => undefined)
    .waitUntilReady()
    .then(() => process.send?.('ready'));
});
