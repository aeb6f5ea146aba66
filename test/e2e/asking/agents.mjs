/**
 * Does something, asks two others, and does something with what they say.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const chief = {
  name: 'Chief',
  capabilities: ['decide'],
  async handle({ message: { content }, step, ask }) {
    await step('begin', ({ key }) => tell('begin', key));
    const { answers, complete } = await ask(['weigh', 'measure'], content, { timeout: '2m' });
    const said = answers.map((answer) => answer.content.said);
    await step('end', ({ key }) => tell({ said }, key), { once: true });
    return { said, complete };
  },
};

/** @public answers when somebody outside says so */
export const weigher = {
  name: 'Weigher',
  capabilities: ['weigh'],
  async handle({ step }) {
    const { receipt } = await step('weigh', ({ key }) => tell('weigh', key));
    return { said: receipt > 0 ? 'heavy' : 'light' };
  },
};

/** @public answers only after people have allowed it */
export const measurer = {
  name: 'Measurer',
  capabilities: ['measure'],
  async handle({ approve }) {
    const { approved } = await approve('measure', {});
    return { said: approved ? 'long' : 'unknown' };
  },
};

async function tell(what, key) {
  const response = await fetch(process.env.DESK_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(what),
  });
  return response.json();
}
