import type { JsonObject } from '#protocol';
import { renderTemplate } from './render-template.js';

const render = (template: string, data: JsonObject = {}, isHtml = false): string =>
  renderTemplate({ template, data, isHtml }).text;

const sales = {
  rows: [
    { name: 'North', sales: 1234.5 },
    { name: 'South', sales: 80 },
  ],
};

describe(renderTemplate, () => {
  it('renders loops, conditions and formats', () => {
    const template =
      "{% for row in rows %}{{ forloop.index }}. {{ row.name }}: {{ row.sales | money: 'EUR' }}{% if row.sales > 100 %} (large){% endif %}\n{% endfor %}Sum {{ rows | sum: 'sales' | number: 2 }}, share {{ 0.256 | percent }}, {{ '2026-11-26' | date: '%d.%m.%Y' }}";

    expect(render(template, sales)).toBe(
      '1. North: €1,234.50 (large)\n2. South: €80.00\nSum 1,314.50, share 25.6%, 26.11.2026',
    );
  });

  it('escapes values in HTML, and in HTML only', () => {
    const data = { name: '<script>alert("x")</script>' };

    expect(render('<p>{{ name }}</p>', data, true)).toBe(
      '<p>&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;</p>',
    );
    expect(render('{{ name }}', data)).toBe(data.name);
  });

  it('does not render what is in the data', () => {
    expect(render('{{ name }}', { name: '{{ secret }}', secret: 'x' })).toBe('{{ secret }}');
  });

  it('tells which variables the data lacks', () => {
    expect(renderTemplate({ template: '{{ a }}{{ b.c }}', data: { a: 1 }, isHtml: false })).toEqual(
      {
        text: '1',
        missing: ['b'],
      },
    );
  });

  it.each([
    '{{ a.constructor }}',
    '{{ a.__proto__ }}',
    '{{ a["constructor"]["constructor"] }}',
    '{{ a.toString }}',
    '{{ constructor }}',
    '{{ __proto__.polluted }}',
    '{{ list.constructor }}{{ list.map }}',
    '{{ text.constructor.name }}',
  ])('shows own properties only: %s', (template) => {
    expect(render(template, { a: {}, list: [], text: 'x' })).toBe('');
  });

  it.each([
    '{% include "/etc/passwd" %}',
    '{% render "./package.json" %}',
    '{% layout "../x" %}',
    '{% assign s = "aaaaaaaaaa" %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    '{% for i in (1..10000000000) %}x{% endfor %}',
    '{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}{% endfor %}{% endfor %}{% endfor %}',
    '{% if x %}never closed',
    '{{ x | no_such_filter }}',
    '{{ "x" | money: "not a currency" }}{{ 1 | money: "not a currency" }}',
  ])('refuses %s', (template) => {
    expect(() => render(template)).toThrow(/^the template: /);
  });

  it('leaves the prototypes of others as they are', () => {
    render('{% assign __proto__ = "x" %}{% assign constructor = "y" %}{{ __proto__ }}', {});

    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
