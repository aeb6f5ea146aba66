import type { ProviderPiece } from '../provider-model.js';
import { AnswerCollector } from './answer-collector.js';

type Finish = Extract<ProviderPiece, { type: 'finish' }>;

const tokens = { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 };
const finish = (finishReason: Finish['finishReason']): Finish => ({
  type: 'finish',
  finishReason,
  usage: { inputTokens: tokens, outputTokens: { total: 1, text: 1, reasoning: 0 } },
});

describe(AnswerCollector, () => {
  const isWholeAfter = (finishReason: Finish['finishReason']): boolean => {
    const collector = new AnswerCollector({ who: 'a provider', maxCharacters: 100, tools: [] });
    collector.take({ type: 'text-delta', id: '1', delta: 'The first half' });
    collector.take(finish(finishReason));
    return collector.isWhole;
  };

  it.each<[boolean, Finish['finishReason']]>([
    [true, { unified: 'stop', raw: 'completed' }],
    [true, { unified: 'length', raw: undefined }],
    [true, { unified: 'other', raw: 'a word of its own' }],
    [false, { unified: 'other', raw: undefined }],
    [false, { unified: 'error', raw: 'error' }],
    [false, { unified: 'error', raw: undefined }],
  ])('says %s to whether an answer is whole that ends with %j', (isWhole, finishReason) => {
    expect(isWholeAfter(finishReason)).toBe(isWhole);
  });
});
