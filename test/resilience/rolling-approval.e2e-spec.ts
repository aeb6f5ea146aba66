import {
  buildPreviousVersion,
  describeBesidePrevious,
  lastWithApprovals,
} from './rolling/previous-version.js';
import { askedBy, deployPayer, ended, sendAndWait, WaitingTurns } from './rolling/waiting-turns.js';

const done = { status: 'completed', attempts: 1 };

describeBesidePrevious('turns that wait for people when the version changes', () => {
  let turns: WaitingTurns;
  let older: Awaited<ReturnType<WaitingTurns['start']>>;
  let newer: typeof older;

  beforeAll(async () => {
    const folder = buildPreviousVersion(lastWithApprovals);
    turns = await WaitingTurns.open();
    older = await turns.start(folder);
    await deployPayer(older.api);
    await sendAndWait(older.api, 'pay', 'beside');
    await sendAndWait(older.api, 'pay', 'model');
    await sendAndWait(older.api, 'refund', 'code');
    newer = await turns.start();
  }, 240_000);
  afterAll(() => turns.close());

  it('go on once while both run, although the older one was told the decision', async () => {
    const { id } = await askedBy(older.api, 'beside');
    await older.api.call(`/api/v1/approvals/${id}`, { body: { decision: 'approve' } });
    expect(await ended(newer.api, 'beside')).toMatchObject(done);
    expect(turns.effects).toEqual(['"look"', '{"amount":7}']);
  });

  it('go on in the newer one when the older one is gone, and do nothing twice', async () => {
    expect(await turns.stop(older.server)).toBe(0);
    const { api } = newer;
    const [byModel, byCode] = [await askedBy(api, 'model'), await askedBy(api, 'code')];
    const edited = { ...byModel.arguments, json: { amount: 5 } };
    const edit = { decision: 'edit', arguments: edited };
    await api.call(`/api/v1/approvals/${byModel.id}`, { body: edit });
    await api.call(`/api/v1/approvals/${byCode.id}`, { body: { decision: 'approve' } });
    expect(await ended(api, 'model')).toMatchObject(done);
    expect(await ended(api, 'code')).toMatchObject(done);
    const paid = ['{"amount":5}', '{"amount":7}', '{"order":1,"amount":7}'];
    expect(turns.effects).toEqual(['"look"', ...paid]);
    // Once to call, once to answer, of each message to the model.
    expect(turns.modelAsked).toBe(4);
    const { body } = await api.call('/api/v1/tool-calls?message=model');
    const call = { outcome: 'ok', approval_id: byModel.id, edited: true, arguments: edited };
    expect(body).toMatchObject({ tool_calls: [call] });
  });
});
