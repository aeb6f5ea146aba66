import { createBuiltInTools } from '#tools';
import { composeConfiguration } from '../configuration/compose-configuration.js';
import { findIdlePolicies } from '../configuration/check-policies.js';
import { findUnavailableTools, findUnused } from '../configuration/loose-ends.js';
import { builtInTemplates, findBuiltIn } from './built-in-templates.js';
import { checkTemplate } from './check-template.js';
import { checkValues } from './check-values.js';
import { fillTemplate } from './fill-template.js';

const making = { name: 'Made', at: '2025-09-10T15:30:00.000Z' };
const tools = createBuiltInTools(() => Promise.reject(new Error('Nothing is fetched.')));

describe('the templates that come with the server', () => {
  it('are ten, one of them that of the quick start', () => {
    expect(builtInTemplates).toHaveLength(10);
    expect(new Set(builtInTemplates.map(({ id }) => id)).size).toBe(10);
    expect(findBuiltIn('data-analyst')?.id).toBe('data-analyst');
    expect(findBuiltIn('data-analyzer')?.id).toBe('data-analyst');
    expect(findBuiltIn('nobody')).toBeUndefined();
  });

  it.each(builtInTemplates.map((template) => [template.id, template] as const))(
    'are held to what is asked of others: %s',
    (_id, template) => {
      expect(checkTemplate(template).warnings).toEqual([]);
    },
  );

  it.each(builtInTemplates.map((template) => [template.id, template] as const))(
    'make, of what they require and nothing more, an agent that nothing is to be said of: %s',
    (_id, { parameters = [], configuration, ...rest }) => {
      const given = parameters.flatMap(({ name, required, example }) =>
        required === true && example !== undefined ? [[name, example] as const] : [],
      );
      const { values, errors } = checkValues(parameters, Object.fromEntries(given));
      expect(errors).toEqual([]);
      const body = fillTemplate(configuration, making, values);
      const made = composeConfiguration(undefined, body, 'configuration');
      expect(made.warnings).toEqual([]);
      expect(JSON.stringify(made.configuration.system_prompt)).not.toContain('{{');
      const names = tools.map(({ name }) => name);
      expect(findUnavailableTools(made.configuration, names)).toEqual([]);
      expect(findIdlePolicies(made.configuration, tools)).toEqual([]);
      expect(findUnused(made.configuration)).toEqual([]);
      expect(rest.optional_tools?.filter((tool) => !names.includes(tool)) ?? []).toEqual([]);
    },
  );
});
