import type { BackendFactory } from 'bullmq';

/** Milliseconds between tries of a lane whose server answers with errors, give or take half. */
const pauseMs = 400;

/**
 * A worker of BullMQ asks again at once when its server refuses to hand out a job. Eight lanes over
 * a Postgres that dropped every connection made 3,700 new ones a second that way, on a whole core;
 * a Redis that is full or read-only is treated no better. So a refusal is passed on with a delay.
 */
export function takeCalmly(open: BackendFactory): BackendFactory {
  return (...given) => {
    const backend = open(...given);
    const take = backend.moveToActive.bind(backend);
    backend.moveToActive = (token, name) =>
      take(token, name).catch(async (error: unknown) => {
        await pause(pauseMs * (0.5 + Math.random()));
        throw error;
      });
    return backend;
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
