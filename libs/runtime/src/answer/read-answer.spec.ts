import fc from 'fast-check';
import { findJsonFault } from '#protocol';
import type { ModelReply } from '#llm';
import { aReply } from '../runtime.fixture.js';
import { TurnFailed } from '../runtime.errors.js';
import { cleanJson, cleanText } from './clean-json.js';
import { readAnswer } from './read-answer.js';

function failureOf(reply: ModelReply): string | undefined {
  try {
    readAnswer(reply);
    return undefined;
  } catch (error) {
    return error instanceof TurnFailed ? error.code : 'something else';
  }
}

describe(readAnswer, () => {
  it('takes the JSON object that the model wrote, also inside a Markdown fence', () => {
    const object = { analysis: 'Growth.', insights: ['Peak in July'] };
    const text = JSON.stringify(object);
    expect(readAnswer(aReply({ text }))).toEqual(object);
    const fenced = `\`\`\`json\n${text}\n\`\`\``;
    expect(readAnswer(aReply({ text: fenced }))).toEqual(object);
  });

  it('keeps the memories that the answer itself says it used', () => {
    const text = '{"analysis":"x","memory_used":["q3"]}';
    expect(readAnswer(aReply({ text }))).toMatchObject({ memory_used: ['q3'] });
  });

  it('takes the object that came with the answer, else its text', () => {
    const structured = { analysis: 'composed' };
    expect(readAnswer(aReply({ text: 'prose', structured }))).toEqual(structured);
    expect(readAnswer(aReply({ text: ' prose \n' }))).toEqual({ text: 'prose' });
  });

  it.each(['[1, 2]', '{"broken":', '"text"', '{} and more'])('takes %s as text', (text) => {
    expect(readAnswer(aReply({ text }))).toEqual({ text });
  });

  it('does not take silence for an answer', () => {
    expect(failureOf(aReply({ text: ' \n\u0007' }))).toBe('EMPTY_ANSWER');
  });

  it.each(['', 'The first half of', '{"analysis":"whole"}'])(
    'takes nothing for an answer of which the provider withheld something: %j',
    (text) => {
      expect(failureOf(aReply({ text, finishReason: 'content_filter' }))).toBe('ANSWER_FILTERED');
    },
  );

  it('refuses an object too deep to store, without dying of it', () => {
    const text = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    expect(failureOf(aReply({ text }))).toBe('ANSWER_UNUSABLE');
  });
});

describe(cleanJson, () => {
  it('gives only what Postgres stores and a terminal survives', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.string({ unit: 'binary' }), (value, text) => {
        const cleaned = cleanJson({ value, [text]: `\u0000\u001b[2J${text}\ud800` });
        if (cleaned.kind === 'faulty') return;
        expect(findJsonFault(cleaned.value)).toBeUndefined();
        expect(JSON.stringify(cleaned.value)).not.toMatch(/\\u00(?:0[0-8bcef]|1[0-9a-f])/);
      }),
    );
  });

  it('keeps line breaks and tabs', () => {
    expect(cleanText('a\tb\r\nc\u0000\u0085')).toBe('a\tb\r\nc');
  });
});
