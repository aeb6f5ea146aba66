import type { DelegationRule, JsonObject, Performative } from '#protocol';
import type { Answer } from '../answer/compose-reply.js';
import { aTurn } from '../runtime.fixture.js';
import { decideDelegations } from './decide-delegations.js';

const asked = aTurn({ content: { request: 'Q3?', data_source: 'artifact:art_1' } }).message;

const answer = (content: JsonObject, more: Partial<Answer> = {}): Answer => ({
  performative: 'inform',
  content,
  metadata: {},
  ...more,
});

const decide = (
  rule: Partial<DelegationRule>,
  given: Answer,
): ReturnType<typeof decideDelegations> =>
  decideDelegations([{ to: 'report-generation', ...rule }], given, asked);

describe(decideDelegations, () => {
  it('asks the capability with what was answered', () => {
    expect(decide({}, answer({ analysis: 'It rose.' }))).toEqual([
      {
        rule: 'on_reply[0]',
        to: 'report-generation',
        performative: 'request',
        content: { analysis: 'It rose.' },
      },
    ]);
    expect(decide({ performative: 'inform' }, answer({ a: 1 }))[0]?.performative).toBe('inform');
  });

  it.each<[Performative, number]>([
    ['inform', 1],
    ['propose', 1],
    ['refuse', 0],
    ['failure', 0],
    ['not_understood', 0],
  ])('follows %s without a condition: %d', (performative, count) => {
    expect(decide({}, answer({ a: 1 }, { performative }))).toHaveLength(count);
  });

  it.each([
    ['length(content.rows) > `1`', 1],
    ['length(content.rows) > `2`', 0],
    ['length(content.missing) > `0`', 0],
    [`request.content.request == 'Q3?' && request.capability == 'data-analysis'`, 1],
    [`performative == 'refuse'`, 0],
  ])('follows when %s: %d', (when, count) => {
    expect(decide({ when }, answer({ rows: [1, 2] }))).toHaveLength(count);
  });

  it('follows a refusal when the condition says so', () => {
    const refusal = answer({ reason: 'No.' }, { performative: 'refuse' });
    expect(decide({ when: `performative == 'refuse'` }, refusal)).toHaveLength(1);
  });

  it('puts the content together from the answer, the request and words of its own', () => {
    const content = {
      request: `'Write the report.'`,
      analysis: 'content.analysis',
      data_source: 'request.content.data_source',
      missing: 'content.missing',
    };
    expect(decide({ content }, answer({ analysis: 'It rose.', other: 1 }))[0]?.content).toEqual({
      request: 'Write the report.',
      analysis: 'It rose.',
      data_source: 'artifact:art_1',
    });
  });

  it('passes on the files that tools made, unless the answer speaks of artifacts itself', () => {
    const artifacts = [{ artifact_id: 'art_9', name: 'sales.png' }];
    const made = (content: JsonObject): JsonObject | undefined =>
      decide({}, answer(content, { metadata: { artifacts } }))[0]?.content;
    expect(made({ a: 1 })).toEqual({ a: 1, artifacts });
    expect(made({ artifacts: 'none' })).toEqual({ artifacts: 'none' });
    expect(
      decide({ when: 'artifacts' }, answer({ a: 1 }, { metadata: { artifacts } })),
    ).toHaveLength(1);
  });

  it('keeps the order of the rules and names each by its place', () => {
    const rules = [
      { to: 'one', when: 'content.no' },
      { to: 'two' },
      { to: 'three', when: 'content.yes' },
    ];
    const decided = decideDelegations(rules, answer({ yes: true }), asked);
    expect(decided.map(({ rule, to }) => [rule, to])).toEqual([
      ['on_reply[1]', 'two'],
      ['on_reply[2]', 'three'],
    ]);
  });
});
