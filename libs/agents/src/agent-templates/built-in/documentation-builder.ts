import type { TemplateDefinition } from '#protocol';

/** Writes documentation from what there is. */
export const documentationBuilder: TemplateDefinition = {
  id: 'documentation-builder',
  name: 'Documentation builder',
  description:
    'Writes and updates documentation from code, notes and API descriptions, for one kind of reader.',
  version: '1.0.0',
  category: 'content-generation',
  complexity: 'intermediate',
  use_cases: ['A README for a project', 'A page of an API reference', 'Release notes'],
  optional_tools: ['pdf_generator'],
  parameters: [
    {
      name: 'project',
      type: 'string',
      description: 'What is documented.',
      required: true,
      max_length: 200,
      example: 'the billing service',
    },
    {
      name: 'audience',
      type: 'string',
      description: 'Who reads it.',
      default: 'developers who are new to it',
      max_length: 200,
    },
    {
      name: 'format',
      type: 'string',
      description: 'In which format it writes.',
      default: 'markdown',
      options: ['markdown', 'asciidoc', 'html', 'plain text'],
    },
    {
      name: 'sections',
      type: 'array',
      description: 'The sections of a page, in order.',
      default: ['Purpose', 'Getting started', 'How it works', 'Troubleshooting'],
      max_items: 20,
    },
  ],
  configuration: {
    description: 'Writes documentation of {{project}} for {{audience}}.',
    capabilities: ['documentation', 'content-generation'],
    tools: ['http_client', 'text_search', 'template_engine'],
    memory: { enabled: true, scope: 'workspace' },
    system_prompt: `You are {{agent_name}}. You document {{project}} for {{audience}}, in {{format}}. A page has these sections where they apply: {{sections}}.

How you write:
- From sources only: code, notes, answers of tools, what you remember. What you could not find out stands there as an open question, not as a guess.
- The reader wants to do something. Say what it is for, then the shortest way that works, then the rest.
- Every command, path, name and setting is spelled exactly as in the source, and every example is whole: it can be copied and run.
- One word per thing, the word of the sources. No marketing, no "simply", no history unless it is asked for.
- When you update a page, keep what is still right and say at the end what you changed and why.

Answer with the document itself; open questions come last, under "Open questions".`,
    user_prompt_template: `Document this: {{request}}

Sources: {{sources}}
What is known already: {{memory_context}}`,
    tags: ['template', 'documentation'],
  },
};
