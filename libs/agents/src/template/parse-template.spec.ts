import fc from 'fast-check';
import { parseTemplate } from './parse-template.js';
import { renderTemplate } from './render-template.js';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,15}$/);
const plain = fc.string().map((text) => text.replaceAll(/[{}]/g, ''));

describe(parseTemplate, () => {
  it('finds each name once, with or without blanks around it', () => {
    const { names, faults } = parseTemplate('{{request}} {{ data_source }} {{\nrequest\t}}');

    expect(names).toEqual(['request', 'data_source']);
    expect(faults).toEqual([]);
  });

  it('says where braces are not closed', () => {
    const { faults } = parseTemplate('first line\nsecond {{request');

    expect(faults).toEqual([
      { position: 18, line: 2, column: 8, message: 'is not closed: expected }}' },
    ]);
  });

  it('says where braces are opened twice', () => {
    const { names, faults } = parseTemplate('a {{ b {{c}} d');

    expect(names).toEqual(['c']);
    expect(faults).toEqual([
      expect.objectContaining({
        line: 1,
        column: 3,
        message: expect.stringContaining('before the next {{') as string,
      }),
    ]);
  });

  it.each([
    '{{}}',
    '{{ }}',
    '{{1st}}',
    '{{a.b}}',
    '{{user-id}}',
    '{{#if x}}',
    `{{${'n'.repeat(65)}}}`,
  ])('refuses %s', (template) => {
    expect(parseTemplate(template).faults).toHaveLength(1);
  });

  it('takes JSON around a value for text', () => {
    const { parts, faults } = parseTemplate('{"a":{"b":{{{value}}}}}');

    expect(faults).toEqual([]);
    expect(parts).toEqual([
      { kind: 'text', text: '{"a":{"b":{' },
      { kind: 'name', name: 'value' },
      { kind: 'text', text: '}}}' },
    ]);
  });

  it('takes any text without braces for itself', () => {
    fc.assert(
      fc.property(plain, (text) => {
        const parsed = parseTemplate(text);
        expect(parsed.faults).toEqual([]);
        expect(renderTemplate(text, {}).text).toBe(text);
      }),
    );
  });

  it('loses no character of the text that the author wrote, sound or not', () => {
    const pieces = fc.array(fc.constantFrom('{', '}', '{{', '}}', 'a', ' ', '\n', '{{a}}', '9'));
    fc.assert(
      fc.property(pieces, (characters) => {
        const text = characters.join('');
        const { parts, names } = parseTemplate(text);
        const values = Object.fromEntries(names.map((each) => [each, '']));
        const kept = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
        expect(renderTemplate(text, values).text).toBe(kept);
        expect(text.length).toBeGreaterThanOrEqual(kept.length);
      }),
    );
  });

  it.each(['{{', '{{a', '{{ ', '{{}}', '}}', '{{a}} {{'])(
    'reads a megabyte of %s in linear time',
    (piece) => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const started = performance.now();
      parseTemplate(text);
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );
});

describe(renderTemplate, () => {
  it('puts text in as it is and everything else as compact JSON', () => {
    const values = { text: 'a "b"', list: [1, 'x'], nothing: null, truth: false, number: 0 };
    const { text, missing } = renderTemplate(
      '{{text}}|{{list}}|{{nothing}}|{{truth}}|{{number}}',
      values,
    );

    expect(text).toBe('a "b"|[1,"x"]|null|false|0');
    expect(missing).toEqual([]);
  });

  it('renders a name without a value as nothing and lists it', () => {
    expect(renderTemplate('[{{gone}}{{gone}}{{here}}]', { here: 'x' })).toEqual({
      text: '[x]',
      missing: ['gone'],
      isCut: false,
    });
  });

  it('finds nothing that the values merely inherit', () => {
    const { text, missing } = renderTemplate('{{constructor}}{{__proto__}}{{toString}}', {});

    expect(text).toBe('');
    expect(missing).toEqual(['constructor', '__proto__', 'toString']);
  });

  it('never reads a value as a template', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('{{a}}', '{{b}}', '{{', '}}', '$&', '$1'));
    fc.assert(
      fc.property(value, value, plain, (a, b, between) => {
        expect(renderTemplate(`{{a}}${between}{{b}}`, { a, b }).text).toBe(`${a}${between}${b}`);
      }),
    );
  });

  it('puts the value of every name where the name stands', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, name), { maxLength: 8 }), (pairs) => {
        const template = pairs.map(([text, each]) => `${text}{{${each}}}`).join('');
        const values = Object.fromEntries(pairs.map(([, each]) => [each, `<${each}>`]));
        const expected = pairs.map(([text, each]) => `${text}<${each}>`).join('');
        expect(renderTemplate(template, values)).toMatchObject({ text: expected, missing: [] });
      }),
    );
  });

  it('makes no giant of little: what is beyond a million characters is left out', () => {
    const values = { a: 'x'.repeat(200_000), b: Array.from({ length: 50_000 }, () => 1) };
    const started = performance.now();
    const { text, isCut } = renderTemplate('{{a}}{{b}}'.repeat(10_000), values);
    expect([text.length, isCut]).toEqual([1_000_000, true]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('cuts nothing that just fits', () => {
    expect(renderTemplate('{{a}}b', { a: 'aa' }, 3)).toMatchObject({ text: 'aab', isCut: false });
    expect(renderTemplate('{{a}}b', { a: 'aa' }, 2)).toMatchObject({ text: 'aa', isCut: true });
  });
});
