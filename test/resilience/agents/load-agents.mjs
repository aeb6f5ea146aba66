/**
 * The agents that the load of the resilience tests talks to. Each answers with the mark of the
 * message it was sent, so that every answer can be told from every other.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const echo = {
  name: 'Echo',
  capabilities: ['echo'],
  async handle({ message: { content }, signal }) {
    if (content.delayMs > 0) await pause(content.delayMs, signal);
    return { mark: content.mark };
  },
};

/** @public hands its message on, and so does the next; the third answers whoever asked the first */
export const first = handsOn('ChainFirst', 'chain', 'chain-second');

/** @public */
export const second = handsOn('ChainSecond', 'chain-second', 'chain-third');

/** @public */
export const third = {
  name: 'ChainThird',
  capabilities: ['chain-third'],
  handle: ({ message: { content } }) => ({ mark: content.mark }),
};

/** @public does something outside, under the one name that every attempt at this message gives it */
export const effects = {
  name: 'Effects',
  capabilities: ['effect'],
  async handle({ message: { id, content }, signal }) {
    const response = await fetch(`${process.env.EFFECT_RECEIVER_URL}/effects`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': id },
      body: JSON.stringify({ mark: content.mark }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(3_000)]),
    });
    if (!response.ok) throw new Error(`The receiver answered ${String(response.status)}.`);
    return { mark: content.mark, receipt: await response.json() };
  },
};

/** @public fails the first time, as code that meets a passing trouble */
export const flaky = {
  name: 'Flaky',
  capabilities: ['flaky'],
  handle({ message: { content }, attempt }) {
    if (attempt === 1) throw new Error('not yet');
    return { mark: content.mark };
  },
};

/** @public fails for good, so that there is a dead letter */
export const doomed = {
  name: 'Doomed',
  capabilities: ['doomed'],
  handle() {
    throw Object.assign(new Error('never'), { retryable: false });
  },
};

/** @public does nothing before people have allowed it */
export const asker = {
  name: 'Asker',
  capabilities: ['ask'],
  async handle({ message: { content }, approve, step }) {
    await step('before', () => 1);
    const { approved } = await approve('act', {}, { timeout: content.patience ?? '1h' });
    return { approved };
  },
};

/** @public waits until everybody whom it waits for has come, whatever becomes of its lease meanwhile */
export const gate = {
  name: 'Gate',
  capabilities: ['gate'],
  async handle({ message: { content } }) {
    await call(`arrivals/${content.gate}`);
    const opened = gates.get(content.gate) ?? call(`gates/${content.gate}`);
    gates.set(content.gate, opened);
    await opened;
    return { mark: content.mark };
  },
};

/** All turns of this process that wait at a gate go on in the same moment. */
const gates = new Map();

async function call(path) {
  const response = await fetch(`${process.env.EFFECT_RECEIVER_URL}/${path}`);
  await response.text();
}

function handsOn(name, capability, next) {
  return {
    name,
    capabilities: [capability],
    async handle({ message: { content }, send }) {
      await send(next, { mark: content.mark });
    },
  };
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
