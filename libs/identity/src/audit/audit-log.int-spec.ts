import { callerOf, localPrincipal } from '../access/principal.js';
import {
  openIdentityGround,
  type IdentityGround,
} from '../../../../test/support/identity-ground.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import type { ChainState } from './audit-log.js';

describeWith(['postgres'], 'the audit log', () => {
  let ground: IdentityGround;
  beforeAll(async () => {
    ground = await openIdentityGround();
    await ground.addUser('ada', ['admin']);
    await ground.addUser('bob', ['admin']);
  });
  afterAll(() => ground.close());

  const verify = (): Promise<ChainState> => ground.identity.audit.verify(callerOf(localPrincipal));

  it('is neither changed, nor shortened, nor emptied', async () => {
    for (const forgery of [
      `update audit_events set actor = 'eve'`,
      'delete from audit_events',
      'truncate audit_events',
    ]) {
      await expect(ground.client.query(forgery)).rejects.toThrow('only added to');
    }
  });

  it('is not whole when its last event is another than the one that was noted', async () => {
    expect(await verify()).toMatchObject({ isWhole: true, events: 2 });
    await ground.client.query(`update audit_heads set hash = repeat('0', 64)`);

    expect(await verify()).toMatchObject({ isWhole: false, brokenAt: 2 });
  });
});
