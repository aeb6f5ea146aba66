import { randomBytes } from 'node:crypto';
import { Webhook as Verifier } from 'standardwebhooks';
import { signedHeaders } from './sign.js';

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const body = '{"text":"Grüße, 世界 😀"}';

describe(signedHeaders, () => {
  it('signs as the specification shows it', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const at = new Date(1_614_265_330_000);
    const { 'webhook-signature': signature } = signedHeaders(
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      at,
      '{"test": 2432232314}',
      { signing: [secret], token: undefined },
    );
    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is taken by the official library, by each of two secrets, and by no other', () => {
    const [newest, older] = [newSecret(), newSecret()];
    const headers = signedHeaders('msg_1', new Date(), body, {
      signing: [newest, older],
      token: undefined,
    });
    for (const secret of [newest, older]) {
      expect(new Verifier(secret).verify(body, headers)).toEqual(JSON.parse(body));
    }
    expect(() => new Verifier(newSecret()).verify(body, headers)).toThrow('signature');
    expect(() => new Verifier(newest).verify(`${body} `, headers)).toThrow('signature');
  });

  it('carries the token that the receiver asked for', () => {
    const signing = [newSecret()];
    expect(signedHeaders('m', new Date(), '', { signing, token: 't' })).toHaveProperty(
      'authorization',
      'Bearer t',
    );
    expect(signedHeaders('m', new Date(), '', { signing, token: undefined })).not.toHaveProperty(
      'authorization',
    );
  });
});
