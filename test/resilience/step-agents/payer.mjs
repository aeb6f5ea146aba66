/**
 * Does two things outside, each in a step of its own; the second may happen once at most.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const payer = {
  name: 'Payer',
  capabilities: ['pay'],
  async handle({ step }) {
    const charged = await step('charge', ({ key }) => tell('charge', key));
    const mailed = await step('mail', ({ key }) => tell('mail', key), { once: true });
    return { charged: charged.receipt, mailed: mailed.receipt };
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
