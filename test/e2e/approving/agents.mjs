/**
 * Does something, asks people, and does what they allow.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const refunder = {
  name: 'Refunder',
  capabilities: ['refund'],
  async handle({ message: { content }, step, approve }) {
    const looked = await step('look', ({ key }) => tell('look', key));
    const decision = await approve(
      'refund',
      { order: content.order, amount: content.amount },
      {
        why: 'The customer asks for it.',
        timeout: content.patience ?? '1h',
        schema: { type: 'object', required: ['amount'], properties: { amount: { maximum: 100 } } },
      },
    );
    if (!decision.approved) return { refunded: 0, reason: decision.reason };
    const paid = await step('pay', ({ key }) => tell(decision.details, key), { once: true });
    return { refunded: decision.details.amount, looked: looked.receipt, paid: paid.receipt };
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
