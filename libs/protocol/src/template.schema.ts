import { z } from 'zod';
import { agentDeployed, deploymentWarning, semanticVersion } from './agent.schema.js';
import { agentName, timestamp } from './ids.js';
import { jsonObject, jsonValue } from './json.js';

/** The id of a template: `data-analyst`. */
export const templateId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"')
  .meta({ id: 'TemplateId', description: 'Id of the template.', examples: ['data-analyst'] });

/** The kinds of values that a parameter of a template may have. */
const templateParameterTypes = ['string', 'integer', 'number', 'boolean', 'array'] as const;

/** How much there is to understand of a template before one uses it. */
export const templateComplexities = ['simple', 'intermediate', 'advanced'] as const;

const optionValue = z.union([z.string().max(500), z.number()]);

/** What somebody who makes an agent from a template may, or must, say. */
const templateParameter = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_]{0,63}$/,
        'must start with a letter or _ and hold up to 64 letters, digits or _',
      ),
    type: z.enum(templateParameterTypes).meta({ description: '`array`: a list of texts.' }),
    description: z.string().min(1).max(500),
    required: z.boolean().optional().meta({ description: 'Default: false.' }),
    default: jsonValue.optional().meta({ description: 'Counts where nothing is given.' }),
    options: z.array(optionValue).min(1).max(50).optional().meta({
      description: 'The values that it may have; of an array, those of its entries.',
    }),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    max_length: z.int().min(1).max(20_000).optional().meta({
      description: 'Of a text, or of each entry of an array. Default: 2,000 characters.',
    }),
    max_items: z.int().min(1).max(64).optional().meta({ description: 'Default: 64.' }),
    example: jsonValue.optional().meta({
      description: 'A value that is right; needed where one is required and no default shows one.',
    }),
  })
  .meta({ id: 'TemplateParameter', description: 'What a template takes.' });
export type TemplateParameter = z.infer<typeof templateParameter>;

const parts = {
  name: z.string().min(1).max(100).meta({ description: 'As people say it.' }),
  description: z.string().min(1).max(1_000),
  version: semanticVersion.optional(),
  category: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"')
    .optional()
    .meta({ description: 'Default: custom.', examples: ['data-processing'] }),
  complexity: z.enum(templateComplexities).optional(),
  use_cases: z.array(z.string().min(1).max(200)).max(20).optional(),
  optional_tools: z.array(z.string().min(1).max(64)).max(64).optional(),
  parameters: z.array(templateParameter).max(50).optional(),
  configuration: jsonObject.meta({
    description:
      'An agent configuration without its name. `{{parameter}}` in a text is replaced by the value; a text that is ' +
      'nothing but `{{parameter}}` becomes the value itself. In `user_prompt_template` a parameter stays a ' +
      'placeholder and becomes one of the `parameters` of the agent (docs/templates.md).',
  }),
};

/** A template of a workspace's own, as it is added. */
export const templateDefinition = z.strictObject({ id: templateId, ...parts }).meta({
  id: 'TemplateDefinition',
  description: 'A parameterised agent configuration.',
  examples: [
    {
      id: 'faq-answerer',
      name: 'FAQ answerer',
      description: 'Answers questions about one product from its FAQ.',
      parameters: [
        {
          name: 'product',
          type: 'string',
          description: 'What the questions are about.',
          required: true,
          example: 'Caxton',
        },
      ],
      configuration: {
        capabilities: ['faq'],
        tools: ['http_client'],
        system_prompt: 'You answer questions about {{product}}. Say so when you do not know.',
        user_prompt_template: 'A question about {{product}}: {{request}}',
      },
    },
  ],
});
export type TemplateDefinition = z.infer<typeof templateDefinition>;

/** What takes the place of a template: all of it but its id. */
export const templateReplacement = z
  .strictObject({ ...parts, id: templateId.optional() })
  .meta({ id: 'TemplateReplacement', description: 'What the template is from now on, all of it.' });

const summary = {
  id: templateId,
  name: z.string(),
  description: z.string(),
  version: z.string(),
  category: z.string(),
  complexity: z.enum(templateComplexities),
  source: z.enum(['builtin', 'workspace']),
  capabilities: z.array(z.string()),
  required_tools: z.array(z.string()),
  optional_tools: z.array(z.string()),
  use_cases: z.array(z.string()),
  parameters: z.array(templateParameter),
};

const templateSummary = z.object(summary).meta({ id: 'TemplateSummary' });

export const templateList = z
  .object({
    templates: z.array(templateSummary),
    total: z.int(),
    categories: z.array(z.string()),
    complexity_levels: z.array(z.enum(templateComplexities)),
  })
  .meta({ id: 'TemplateList' });
export type TemplateList = z.infer<typeof templateList>;

/** A template with the configuration that it makes. */
export const templateDetail = z
  .object({
    ...summary,
    configuration: jsonObject,
    revision: z.int().meta({ description: 'Counts the changes of the template, from 1.' }),
    created_at: timestamp.optional(),
    updated_at: timestamp.optional(),
    warnings: z.array(deploymentWarning).optional(),
  })
  .meta({ id: 'Template' });
export type TemplateDetail = z.infer<typeof templateDetail>;

export const templateRemoved = z
  .object({ id: templateId, status: z.literal('removed') })
  .meta({ id: 'TemplateRemoved' });
export type TemplateRemoved = z.infer<typeof templateRemoved>;

const given = {
  name: agentName,
  parameters: jsonObject.optional().meta({ description: 'Values of what the template takes.' }),
};

/** What a template would make: an agent's name and the values. */
export const templateFilling = z.strictObject(given).meta({
  id: 'TemplateFilling',
  examples: [{ name: 'SalesAnalyzer', parameters: { specialization: 'sales' } }],
});
export type TemplateFilling = z.infer<typeof templateFilling>;

/** The configuration that a template makes of the values; nothing was deployed. */
export const templateFilled = z
  .object({
    template: templateId,
    configuration: jsonObject,
    parameters: jsonObject,
    ready_to_deploy: z.literal(true),
    warnings: z.array(deploymentWarning).optional(),
  })
  .meta({ id: 'TemplateFilled' });
export type TemplateFilled = z.infer<typeof templateFilled>;

/** An agent to be made from a template: quick start section 21. */
export const agentFromTemplate = z.strictObject({ template: templateId, ...given }).meta({
  id: 'AgentFromTemplate',
  examples: [
    {
      template: 'data-analyst',
      name: 'SalesAnalyzer',
      parameters: { specialization: 'sales', tools: ['crm_integration', 'excel_parser'] },
    },
  ],
});
export type AgentFromTemplate = z.infer<typeof agentFromTemplate>;

/** Answer to it: that of a deployment, and what it was made from. */
export const agentFromTemplateDeployed = agentDeployed
  .extend({ template: templateId, parameters: jsonObject })
  .meta({ id: 'AgentFromTemplateDeployed' });
export type AgentFromTemplateDeployed = z.infer<typeof agentFromTemplateDeployed>;
