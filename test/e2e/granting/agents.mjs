/**
 * Hands on what it gets, and says how that went.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const courier = {
  name: 'Courier',
  capabilities: ['data-courier'],
  async handle({ send }) {
    return { sent: await outcomeOf(send('report-generation', { from: 'Courier' })) };
  },
};

/** @public asks whom it may, waits for the answer, and goes on to another */
export const asker = {
  name: 'Asker',
  capabilities: ['data-asker'],
  async handle({ ask, send }) {
    const { answers } = await ask('data-echo', {});
    const asked = await outcomeOf(ask('report-generation', {}));
    return { heard: answers.length, asked, sent: await outcomeOf(send('report-generation', {})) };
  },
};

/** @public */
export const echo = {
  name: 'Echo',
  capabilities: ['data-echo'],
  handle: ({ message }) => message.content,
};

/** @public begins where everybody may, and sends on to one who would send on further */
export const relay = {
  name: 'Relay',
  capabilities: ['data-relay'],
  async handle({ send }) {
    return { sent: await outcomeOf(send('data-courier', {})) };
  },
};

async function outcomeOf(work) {
  try {
    await work;
    return 'yes';
  } catch (error) {
    return error.code;
  }
}
