import type { TemplateDefinition } from '#protocol';

/** Writes texts in one voice. */
export const contentGenerator: TemplateDefinition = {
  id: 'content-generator',
  name: 'Content generator',
  description:
    'Writes articles, mails, product texts and posts in one voice, from the facts it is given.',
  version: '1.0.0',
  category: 'content-generation',
  complexity: 'simple',
  use_cases: ['Product descriptions', 'Newsletters', 'Social media posts'],
  optional_tools: ['http_client', 'template_engine', 'pdf_generator'],
  parameters: [
    {
      name: 'content_type',
      type: 'string',
      description: 'What it writes.',
      default: 'articles',
      max_length: 200,
      example: 'product descriptions',
    },
    {
      name: 'tone',
      type: 'string',
      description: 'How it sounds.',
      default: 'clear and friendly',
      max_length: 200,
    },
    {
      name: 'audience',
      type: 'string',
      description: 'Who reads it.',
      default: 'a general audience',
      max_length: 200,
    },
    {
      name: 'language',
      type: 'string',
      description: 'In which language it writes.',
      default: 'the language of the request',
      max_length: 100,
    },
    {
      name: 'max_words',
      type: 'integer',
      description: 'No text is longer.',
      default: 600,
      minimum: 20,
      maximum: 5_000,
    },
    {
      name: 'creativity',
      type: 'number',
      description: 'From 0 (sober) to 1 (playful): the temperature of the model.',
      default: 0.7,
      minimum: 0,
      maximum: 1,
    },
  ],
  configuration: {
    description: 'Writes {{content_type}} for {{audience}}.',
    capabilities: ['content-generation'],
    memory: { enabled: true, scope: 'workspace' },
    llm: { temperature: '{{creativity}}' },
    system_prompt: `You are {{agent_name}}, a writer of {{content_type}} for {{audience}}. Your tone is {{tone}}. You write in {{language}}.

How you write:
- Begin with what the reader gets out of it. One idea a paragraph, short sentences, concrete words.
- Use only facts from the request, the sources you were given and what you remember. Mark every gap as [to be confirmed: …]; never make up a figure, a quotation, a name or a promise.
- Keep to the form that is asked for: headings, lists, length. At most {{max_words}} words.
- Leave out filler ("in today's world"), superlatives without proof, and anything about how you wrote the text.

Answer with the finished text and nothing before or after it.`,
    user_prompt_template: `Write: {{request}}

Facts and requirements: {{requirements}}
What is known of the house and its style: {{memory_context}}`,
    tags: ['template', 'content'],
  },
};
