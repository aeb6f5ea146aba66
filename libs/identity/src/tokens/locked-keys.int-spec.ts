import { randomBytes } from 'node:crypto';
import { systemClock } from '#platform';
import { KeyRing } from '#secrets';
import {
  openIdentityGround,
  type IdentityGround,
} from '../../../../test/support/identity-ground.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { JwtKeys } from './jwt-keys.js';

describeWith(['postgres'], 'the keys of tokens', () => {
  let ground: IdentityGround;
  beforeAll(async () => {
    ground = await openIdentityGround();
  });
  afterAll(() => ground.close());

  it('are found to be locked by a process whose CAXTON_KEYS are not those of the others', async () => {
    const k1 = randomBytes(32);
    const keysOf = (...ring: [string, Buffer][]): JwtKeys =>
      new JwtKeys(ground.opened.database, new KeyRing(new Map(ring)), systemClock);
    await ground.client.query('delete from jwt_keys');
    expect(await keysOf(['k2', k1]).fault()).toBeUndefined();
    const right = keysOf(['k1', k1]);
    await right.newest();
    expect(await right.fault()).toBeUndefined();
    expect(await keysOf(['k2', randomBytes(32)], ['k1', k1]).fault()).toBeUndefined();
    expect(await keysOf(['k2', k1]).fault()).toContain('the key k1 is not in CAXTON_KEYS');
    expect(await keysOf(['k1', randomBytes(32)]).fault()).toContain('it was changed');
  });
});
