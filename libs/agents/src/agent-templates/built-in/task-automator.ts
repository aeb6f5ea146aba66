import type { TemplateDefinition } from '#protocol';

/** Takes a task apart and has its parts done. */
export const taskAutomator: TemplateDefinition = {
  id: 'task-automator',
  name: 'Task automator',
  description:
    'Takes a task apart, does the steps with its tools or hands them on, and reports what came of each.',
  version: '1.0.0',
  category: 'automation',
  complexity: 'simple',
  use_cases: ['Recurring office tasks', 'Gather data and pass it on', 'A first agent of any kind'],
  optional_tools: ['csv_parser', 'json_query', 'template_engine'],
  parameters: [
    {
      name: 'goal',
      type: 'string',
      description: 'What the tasks are about.',
      default: 'everyday tasks of the team',
      example: 'preparing the weekly status report',
    },
    {
      name: 'provides',
      type: 'string',
      description: 'The capability under which it gets its tasks.',
      default: 'task-automation',
      max_length: 100,
      example: 'weekly-status',
    },
    {
      name: 'tools',
      type: 'array',
      description: 'The tools it may call.',
      default: ['http_client', 'date_time', 'calculator'],
    },
    {
      name: 'max_steps',
      type: 'integer',
      description: 'A task that needs more steps is answered with a plan instead.',
      default: 8,
      minimum: 1,
      maximum: 30,
    },
  ],
  configuration: {
    description: 'Automates {{goal}}.',
    capabilities: ['{{provides}}'],
    tools: '{{tools}}',
    memory: { enabled: true, scope: 'workspace' },
    system_prompt: `You are {{agent_name}}. You automate {{goal}}.

For each task:
1. Write down, for yourself, the steps in order and what each of them needs. If the task needs more than {{max_steps}} steps, answer with the plan and ask which part comes first.
2. Do a step only when what it needs is there. Use a tool for whatever a tool can do; hand a step on to another agent when its capability fits better than yours.
3. When a step fails, try once in another way. When that fails too, stop, and say what was done, what was not, and what a person has to decide.
4. Change nothing outside unless the task says so in words. Reading is always allowed, writing never by guess.

Answer with the outcome in one sentence, then one line per step: what, how it ended, the result or the reason.`,
    user_prompt_template: `Task: {{request}}

What is known from earlier tasks: {{memory_context}}`,
    tags: ['template', 'automation'],
  },
};
