import { fitAnswer } from './fit-answer.js';

const answer = {
  text: 'Sales rose by 12 %.',
  structured: {
    analysis: 'Sales rose by 12 %.',
    insights: ['March was best.'],
    memory_used: ['acme'],
    figures: [{ value: 12 }],
  },
};
const object = (properties: object, more: object = {}) =>
  ({ type: 'object', properties, ...more }) as never;
const contentOf = (schema: never): object => fitAnswer(answer, schema).structured;

describe(fitAnswer, () => {
  it('leaves an answer as it is where no schema asks for a form', () => {
    expect(fitAnswer(answer, undefined)).toEqual(answer);
    expect(contentOf({ type: 'object' } as never)).toEqual(answer.structured);
  });

  it('puts the words where one text is wanted, and insights where a list of texts is', () => {
    const schema = object(
      { summary: { type: 'string' }, points: { type: 'array', items: { type: 'string' } } },
      { additionalProperties: false },
    );
    expect(contentOf(schema)).toEqual({
      summary: 'Sales rose by 12 %.',
      points: ['March was best.'],
      memory_used: ['acme'],
    });
  });

  it('takes parts of the same name if they are of the kind that is wanted', () => {
    const schema = object(
      { analysis: { type: 'string' }, insights: { type: 'number' }, figures: { type: 'array' } },
      { additionalProperties: false },
    );
    expect(contentOf(schema)).toEqual({
      analysis: answer.structured.analysis,
      figures: answer.structured.figures,
      memory_used: ['acme'],
    });
  });

  it('makes nothing up: neither figures, nor one of several words', () => {
    const schema = object(
      { score: { type: 'number' }, mood: { enum: ['good', 'bad'] }, ok: { type: 'boolean' } },
      { additionalProperties: false },
    );
    expect(contentOf(schema)).toEqual({ memory_used: ['acme'] });
  });

  it('says the same as text', () => {
    const { text, structured } = fitAnswer(answer, object({ summary: { type: 'string' } }));
    expect(JSON.parse(text)).toEqual(structured);
  });
});
