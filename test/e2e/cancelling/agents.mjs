/**
 * Agents to be cancelled: one that takes its time, one that stumbles, and three that ask one another.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const sleeper = {
  name: 'Sleeper',
  capabilities: ['sleep'],
  async handle({ message, signal }) {
    await pause(message.content.ms ?? 60_000, signal);
    return { slept: true };
  },
};

/** @public */
export const stumbler = {
  name: 'Stumbler',
  capabilities: ['stumble'],
  handle({ message }) {
    if (message.content.well) return { well: true };
    throw Object.assign(new Error('not now'), { retryAfterMs: 300_000 });
  },
};

/** @public */
export const planner = {
  name: 'Planner',
  capabilities: ['plan'],
  async handle({ message, send }) {
    if (message.performative === 'failure') return;
    await send('analyse', message.content, { reply_to: 'me' });
  },
};

/** @public */
export const analyst = {
  name: 'Analyst',
  capabilities: ['analyse'],
  async handle({ message, send }) {
    if (message.performative === 'failure') return;
    await send('sleep', message.content, { reply_to: 'me', timeout: message.content.patience });
  },
};

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
