import { errorCatalogue, errorEnvelope } from '#protocol';
import { codesIn, errorExamples, examplesIn, examplesOf } from './error-examples.js';

describe('the examples of errors', () => {
  it('has one for every code, in the envelope of every error', () => {
    expect(Object.keys(errorExamples).sort()).toEqual(Object.keys(errorCatalogue).sort());
    for (const [code, { value }] of Object.entries(errorExamples)) {
      expect(errorEnvelope.parse(value)).toMatchObject({ error: { code } });
    }
  });

  it('finds the codes that a description tells of, and nothing else in code style', () => {
    const said = '`MALFORMED_JSON`: The body is not JSON.\n\n`UNHEARD_OF`: No.\n\nSee `wait`.';
    expect(codesIn(said)).toEqual(['MALFORMED_JSON']);
    expect(examplesOf(codesIn(said))).toEqual({
      MALFORMED_JSON: { $ref: '#/components/examples/MALFORMED_JSON' },
    });
  });

  it('keeps those that are referred to', () => {
    const text = JSON.stringify(examplesOf(['MALFORMED_JSON']));
    expect(Object.keys(examplesIn(text))).toEqual(['MALFORMED_JSON']);
  });
});
