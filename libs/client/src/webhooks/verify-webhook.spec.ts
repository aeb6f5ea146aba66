import { Webhook } from 'standardwebhooks';
import { verifyWebhook } from './verify-webhook.js';

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, yes').toString('base64')}`;
const other = `whsec_${Buffer.from('another one').toString('base64')}`;
const payload = { type: 'message.response', timestamp: 'now', data: { content: { text: 'Grün' } } };
const body = JSON.stringify(payload);
const now = new Date('2025-09-10T15:30:00Z');
const seconds = String(now.getTime() / 1_000);
const options = { nowMs: now.getTime() };

const signedWith = (...secrets: readonly string[]): Record<string, string> => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': seconds,
  'webhook-signature': secrets.map((one) => new Webhook(one).sign('msg_1', now, body)).join(' '),
});
const refused = { name: 'WebhookVerificationError', code: 'BAD_SIGNATURE' };

describe(verifyWebhook, () => {
  it('gives what was signed with the secret, as text or as bytes, with the headers of Node or of fetch', async () => {
    const headers = signedWith(secret);
    const bytes = new TextEncoder().encode(body);
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
    );
    expect(await verifyWebhook(body, headers, secret, options)).toEqual(payload);
    expect(await verifyWebhook(bytes, new Headers(headers), secret, options)).toEqual(payload);
    expect(await verifyWebhook(body, upper, secret, options)).toEqual(payload);
  });

  it('takes one of several secrets and one of several signatures: both change over without a gap', async () => {
    expect(await verifyWebhook(body, signedWith(other, secret), secret, options)).toEqual(payload);
    expect(await verifyWebhook(body, signedWith(secret), [other, secret], options)).toEqual(
      payload,
    );
  });

  it.each([
    ['another secret', body, signedWith(other)],
    ['another body', `${body} `, signedWith(secret)],
    ['another id', body, { ...signedWith(secret), 'webhook-id': 'msg_2' }],
    ['another time', body, { ...signedWith(secret), 'webhook-timestamp': String(+seconds + 1) }],
    ['no signature', body, { ...signedWith(secret), 'webhook-signature': undefined }],
    ['an empty one', body, { ...signedWith(secret), 'webhook-signature': 'v1,' }],
    ['one that is no Base64', body, { ...signedWith(secret), 'webhook-signature': 'v1,§' }],
    ['one of another version', body, { ...signedWith(secret), 'webhook-signature': 'v2,aa' }],
    ['a time that is none', body, { ...signedWith(secret), 'webhook-timestamp': 'now' }],
  ])('refuses %s', async (_what, text, headers) => {
    await expect(verifyWebhook(text, headers, secret, options)).rejects.toMatchObject(refused);
  });

  it.each([301_000, -301_000])('refuses what was signed %p ms away', async (away) => {
    const late = { nowMs: now.getTime() + away };
    await expect(verifyWebhook(body, signedWith(secret), secret, late)).rejects.toMatchObject(
      refused,
    );
    const patient = { ...late, toleranceSeconds: 600 };
    expect(await verifyWebhook(body, signedWith(secret), secret, patient)).toEqual(payload);
  });

  it('says that a secret is none', async () => {
    await expect(verifyWebhook(body, signedWith(secret), 'whsec_§', options)).rejects.toThrow(
      TypeError,
    );
  });
});
