import fc from 'fast-check';
import type { JsonObject } from '#protocol';
import { renderTemplate } from '../template/render-template.js';
import { fillTemplate } from './fill-template.js';

const making = { name: 'SalesAnalyzer', at: '2025-09-10T15:30:00.000Z' };
const fill = (configuration: JsonObject, values: JsonObject = {}): JsonObject =>
  fillTemplate(configuration, making, values);

describe(fillTemplate, () => {
  it('puts values into texts, lists among commas, and names the agent', () => {
    const filled = fill(
      { system_prompt: 'You are {{agent_name}} for {{field}}: {{steps}}, {{count}}, {{none}}.' },
      { field: 'sales', steps: ['a', 'b'], count: 3 },
    );
    expect(filled).toEqual({
      name: 'SalesAnalyzer',
      system_prompt: 'You are SalesAnalyzer for sales: a, b, 3, .',
    });
  });

  it('makes a text that is nothing but a placeholder the value itself', () => {
    const configuration = {
      tools: '{{tools}}',
      llm: { temperature: '{{warmth}}', model: '{{model}}' },
      memory: { enabled: '{{remembers}}' },
    };
    expect(fill(configuration, { tools: ['a'], warmth: 0.2, remembers: false })).toMatchObject({
      tools: ['a'],
      llm: { temperature: 0.2 },
      memory: { enabled: false },
    });
    expect(fill(configuration, {})).toEqual({ name: 'SalesAnalyzer', llm: {}, memory: {} });
  });

  it('takes a parameter without a value for nothing, whatever it is called', () => {
    const configuration = { system_prompt: 'Be {{constructor}}.', llm: { model: '{{toString}}' } };
    expect(fill(configuration)).toEqual({
      ...{ name: 'SalesAnalyzer', system_prompt: 'Be .', llm: {} },
    });
  });

  it('puts the entries of a list into the list that it stands in', () => {
    const configuration = { tools: ['http_client', '{{more}}', '{{one}}'] };
    expect(fill(configuration, { more: ['a', 'b'], one: 'c' })).toMatchObject({
      tools: ['http_client', 'a', 'b', 'c'],
    });
  });

  it('leaves the prompt of a message as it is and gives its values to the agent', () => {
    const prompt = 'For {{field}}: {{request}} {{mood}}';
    const filled = fill(
      { user_prompt_template: prompt, parameters: { kept: 1, field: 'old' } },
      { field: 'sales', unused: 'x' },
    );
    expect(filled).toMatchObject({
      user_prompt_template: prompt,
      parameters: { kept: 1, field: 'sales' },
    });
    expect(filled['parameters']).not.toHaveProperty('unused');
  });

  it('puts nothing into expressions of rules', () => {
    const rule = { to: '{{next}}', when: 'x == `{{next}}`', content: { a: '{{next}}' } };
    expect(fill({ on_reply: [rule], subscriptions: [rule] }, { next: 'audit' })).toMatchObject({
      on_reply: [{ ...rule, to: 'audit' }],
      subscriptions: [{ ...rule, to: 'audit' }],
    });
  });

  it('never reads a value as a template, neither now nor in a turn', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('{{request}}', '{{b}}', '{{agent_name}}', '{{', '}}', '$&'),
    );
    fc.assert(
      fc.property(value, value, (a, b) => {
        const filled = fill(
          { system_prompt: '{{a}}|{{b}}', user_prompt_template: '{{a}}|{{b}}|{{request}}' },
          { a, b },
        );
        const { parameters, user_prompt_template: prompt } = filled;
        expect(filled['system_prompt']).toBe(`${a}|${b}`);
        const { text } = renderTemplate(prompt as string, {
          ...(parameters as JsonObject),
          request: 'R',
        });
        expect(text).toBe(`${a}|${b}|R`);
      }),
    );
  });

  it('makes no giant of little', () => {
    const values = { a: 'x'.repeat(20_000) };
    const many = Array.from({ length: 1_000 }, () => '{{a}}{{a}}');
    for (const configuration of [{ system_prompt: '{{a}}'.repeat(50_000) }, { examples: many }])
      expect(() => fill(configuration, values)).toThrow('more than 1000000 characters');
  });
});
