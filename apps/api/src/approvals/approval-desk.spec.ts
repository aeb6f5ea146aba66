import { ProtocolError, type Approval } from '#protocol';
import type { Approvals } from '#messaging';
import { ApprovalDesk } from './approval-desk.js';

const caller = { workspace: 'default', principal: 'usr-1', grants: { capabilities: ['sales-*'] } };

describe(ApprovalDesk, () => {
  let decided: string[];
  const found = { id: 'apr-1', conversation_id: 'books', argument_schema: null };
  const approvals = {
    get: () => Promise.resolve(found as unknown as Approval),
    decide: (_caller: unknown, id: string) => {
      decided.push(id);
      return Promise.resolve(found as unknown as Approval);
    },
  } as unknown as Approvals;
  const keeping = (kept: string): ApprovalDesk =>
    new ApprovalDesk(approvals, {
      refuseBeyond: (_caller, named) =>
        'conversationId' in named && named.conversationId === kept
          ? Promise.reject(new ProtocolError('NOT_GRANTED', 'Not for you'))
          : Promise.resolve(),
    });

  beforeEach(() => {
    decided = [];
  });

  it('neither shows nor decides what was asked in a conversation beyond the grants', async () => {
    const desk = keeping('books');
    const refused = { code: 'NOT_GRANTED' };
    await expect(desk.get(caller, 'apr-1')).rejects.toMatchObject(refused);
    await expect(
      desk.decide(caller, 'apr-1', { decision: 'approve' }, undefined),
    ).rejects.toMatchObject(refused);
    expect(decided).toEqual([]);
  });

  it('lets others look and decide', async () => {
    const desk = keeping('other');
    expect(await desk.get(caller, 'apr-1')).toBe(found);
    await desk.decide(caller, 'apr-1', { decision: 'approve' }, undefined);
    expect(decided).toEqual(['apr-1']);
  });
});
