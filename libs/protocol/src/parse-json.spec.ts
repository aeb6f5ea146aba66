import fc from 'fast-check';
import { MalformedJson, parseJson } from './parse-json.js';

function faultOf(text: string): MalformedJson {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof MalformedJson) return error;
    throw error;
  }
  throw new Error('expected the text to be refused');
}

describe(parseJson, () => {
  it('reads all that JSON can say as JSON does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parseJson(text)).toEqual(JSON.parse(text));
        expect(parseJson(`\ufeff${text}`)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('reads strings that run over line ends, as the quick start prints them', () => {
    const body = `{
  "name": "DataAnalyzer",
  "system_prompt": "You are a data analysis expert who helps users
    understand their data.",
  "user_prompt_template": "Analyze this request: {{request}}\\n\\n
    Memory context: {{memory_context}}\\nData source: {{data_source}}"
}`;

    expect(parseJson(body)).toEqual({
      name: 'DataAnalyzer',
      system_prompt: 'You are a data analysis expert who helps users\n    understand their data.',
      user_prompt_template:
        'Analyze this request: {{request}}\n\n\n    Memory context: {{memory_context}}\nData source: {{data_source}}',
    });
  });

  it('keeps every line end and tab of such a string', () => {
    const text = fc.stringMatching(/^[a-z\r\n\t"\\ é]{0,40}$/);
    fc.assert(
      fc.property(fc.dictionary(text, text), (record) => {
        const raw = JSON.stringify(record, null, 1)
          .replaceAll(/(?<!\\)((?:\\\\)*)\\n/g, '$1\n')
          .replaceAll(/(?<!\\)((?:\\\\)*)\\r/g, '$1\r')
          .replaceAll(/(?<!\\)((?:\\\\)*)\\t/g, '$1\t');
        expect(parseJson(raw)).toEqual(record);
      }),
    );
  });

  it.each(['', '{', '{"a":}', '{"a":1,}', "{'a':1}", 'undefined', '{"a":"\n}', '"\u0001"', '01'])(
    'refuses %j',
    (text) => {
      expect(faultOf(text)).toBeInstanceOf(MalformedJson);
    },
  );

  it('says where it went wrong, in the text as it was sent', () => {
    expect(faultOf('{"a": nope}').position).toBe(6);
    expect(faultOf('{"a": "over\n\nline ends", "b": x}').position).toBe(30);
    expect(faultOf('{"a": 1').position).toBe(7);
  });

  it.each(['𝅛⑵', `{"a": ${'𝅛'.repeat(40)}`, '{"a":1} 𝅛'])(
    'says in whole characters what is wrong with %s',
    (text) => {
      expect(faultOf(text).message.isWellFormed()).toBe(true);
    },
  );

  it.each([
    ['a string that never ends', () => `{"a":"${'\n'.repeat(1_000_000)}`],
    ['quotes and nothing else', () => '"'.repeat(1_000_001)],
    ['backslashes in an open string', () => `"${'\\'.repeat(1_000_001)}`],
    ['line ends in strings by the thousand', () => `[${'"\n",'.repeat(250_000)}`],
  ])('refuses a megabyte of %s in linear time', (_what, write) => {
    const text = write();
    const started = performance.now();
    expect(faultOf(text)).toBeInstanceOf(MalformedJson);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
