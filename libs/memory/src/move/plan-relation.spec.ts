import type { RelationRecord } from '#protocol';
import { planRelation, type RelationImport } from './plan-relation.js';

const month = (n: number): string => `2026-0${String(n)}-01T00:00:00.000000Z`;

/** A relation that was said in some month, the only time if nothing else is told. */
function said(n: number, strength: number, more: Partial<RelationRecord> = {}): RelationRecord {
  return {
    ...{ from_entity: 'a', to_entity: 'b', relation_type: 'uses' },
    ...{ strength, confidence: 1, bidirectional: false, metadata: {} },
    ...{ created_by: 'A', created_at: month(n), updated_at: month(n), ...more },
  };
}

/** What was so from one month to another. */
function version(from: number, to: number, strength: number) {
  const state = { strength, confidence: 1, bidirectional: false, metadata: {} };
  return { ...state, created_by: 'A', known_from: month(from), known_to: month(to) };
}

const changed = (n: number): Partial<RelationRecord> => ({
  ...{ version: 2, changed_by: 'B', changed_message_id: 'msg-2', changed_at: month(n) },
});

/** What is merged here, where the one is known and the other comes in. */
function merge(known: RelationRecord, incoming: RelationRecord): RelationImport | undefined {
  const isOlder = (incoming.updated_at ?? '') > (known.updated_at ?? '');
  const verdict = planRelation(incoming, { record: known, isOlder }, 'update_existing');
  return verdict.kind === 'update' ? verdict.relation : undefined;
}

describe('planRelation', () => {
  it('tells of what was taken back as if it had had a version, and of its merged history not that it was away', () => {
    const away = said(1, 0.5, { state: 'retracted', version: 1 });
    const verdict = planRelation(away, undefined, 'update_existing');
    expect(verdict).toMatchObject({ kind: 'new', relation: { version: 2, history: [] } });
    const known = said(2, 0.5, {
      ...changed(2),
      state: 'retracted',
      history: [version(1, 2, 0.5)],
    });
    expect(merge(known, said(3, 0.5, changed(3)))).toMatchObject({
      version: 2,
      changed_at: month(3),
      history: [{ known_from: month(1), known_to: month(2) }],
    });
    expect(merge(known, said(1, 0.5))).toBeUndefined();
  });

  it('takes what is new with its history and the numbers of its versions', () => {
    const history = [{ ...version(1, 2, 0.1), version: 7 }];
    const given = said(2, 0.2, { ...changed(2), version: 8, history });
    const verdict = planRelation(given, undefined, 'update_existing');
    expect(verdict).toEqual({ kind: 'new', relation: given });
    const byHand = said(1, 0.5, { version: 1, history: [version(1, 2, 0.1)] });
    expect(planRelation(byHand, undefined, 'skip_existing')).toMatchObject({
      relation: { version: 2, history: [{ version: 1 }] },
    });
  });

  it('lets the later one stand, and keeps what the other one was', () => {
    const merged = {
      ...{ strength: 0.2, version: 2, changed_by: 'A', changed_at: month(2) },
      history: [{ version: 1, strength: 0.1, known_from: month(1), known_to: month(2) }],
    };
    expect(merge(said(1, 0.1), said(2, 0.2))).toMatchObject(merged);
    const kept = { strength: 0.2, version: 2, history: merged.history };
    expect(merge(said(2, 0.2), said(1, 0.1))).toMatchObject(kept);
  });

  it('keeps of the history of both each version once', () => {
    const known = said(1, 0.2, { ...changed(3), history: [{ ...version(1, 3, 0.1), version: 1 }] });
    const incoming = said(1, 0.3, {
      ...changed(5),
      updated_at: month(5),
      history: [{ ...version(1, 3, 0.1), version: 1 }, version(4, 5, 0.4)],
    });
    expect(merge(known, incoming)?.history).toMatchObject([
      { version: 1, strength: 0.1 },
      { version: 2, strength: 0.2, created_by: 'B', source_message_id: 'msg-2' },
      { version: 3, strength: 0.4 },
    ]);
  });

  it.each([
    [said(1, 0.1), said(2, 0.2)],
    [said(2, 0.2), said(1, 0.1)],
    [said(3, 0.3, { history: [version(1, 3, 0.1)] }), said(2, 0.2)],
    [said(3, 0.3), said(4, 0.4, { ...changed(4), history: [version(2, 4, 0.2)] })],
  ])('changes nothing when the same comes again', (known, incoming) => {
    const once = merge(known, incoming);
    if (once === undefined) throw new Error('The first time changed nothing.');
    const now = { ...once, history: [...once.history], updated_at: month(9) };
    expect(merge(now, incoming)).toBeUndefined();
  });

  it('leaves the validity as it is known where a record says nothing of it', () => {
    const known = said(1, 0.1, { valid_from: month(1), valid_to: month(3) });
    expect(merge(known, said(2, 0.1))).toBeUndefined();
    expect(merge(known, said(2, 0.1, { valid_to: null }))).toMatchObject({
      ...{ valid_from: month(1), valid_to: null, history: [{ valid_to: month(3) }] },
    });
    expect(merge(known, said(2, 0.1, { valid_from: month(4) }))).toMatchObject({
      ...{ valid_from: month(4), valid_to: null },
    });
  });

  it('goes by the strategy where both differ', () => {
    const known = { record: said(2, 0.2, { history: [version(1, 2, 0.1)] }), isOlder: false };
    const given = said(1, 0.3);
    const kindOf = (strategy: Parameters<typeof planRelation>[2]): unknown =>
      planRelation(given, known, strategy);
    expect(kindOf('skip_existing')).toEqual({ kind: 'keep' });
    expect(kindOf('error_on_conflict')).toEqual({ kind: 'conflict' });
    expect(kindOf('replace_existing')).toMatchObject({
      ...{ kind: 'update', relation: { strength: 0.3, version: 1, history: [] } },
    });
    expect(planRelation(known.record, known, 'error_on_conflict')).toEqual({ kind: 'keep' });
    expect(planRelation(known.record, known, 'replace_existing')).toEqual({ kind: 'keep' });
  });
});
