import type { FieldError, JsonObject, PromptTest, PromptTested } from '#protocol';
import { namesOfTheServer, namesOfTheTurn } from '../configuration/loose-ends.js';
import { parseTemplate, type ParsedTemplate } from '../template/parse-template.js';
import { renderTemplate } from '../template/render-template.js';

/** As prompts are budgeted in turns: four characters are about a token. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Fills prompts in with values, in the order in which a turn looks for them; no model is asked. */
export function testPrompts({
  system_prompt: system = '',
  user_prompt_template: template,
  parameters = {},
  test_data: cases,
}: PromptTest): PromptTested {
  const parsed = parseTemplate(template);
  const variables = parsed.names.map((name) => ({ name, from: sourceOf(name, parameters) }));
  return {
    template_valid: parsed.faults.length === 0,
    errors: parsed.faults.map(tellFault),
    system_prompt: { length: system.length, estimated_tokens: estimateTokens(system) },
    test_results: cases.map(
      ({ variables: given = {}, expected_keywords: keywords = [] }, index) => {
        // What the server knows and what the agent says cannot be said otherwise by a message.
        const values = { ...given, ...parameters };
        const { text, missing } = renderTemplate(template, values);
        const shown = text.toLowerCase();
        const found = keywords.filter((keyword) => shown.includes(keyword.toLowerCase()));
        return {
          test_index: index,
          rendered_prompt: text,
          template_variables_found: parsed.names.filter((name) => Object.hasOwn(values, name)),
          missing_variables: missing.filter((name) => !namesOfTurn.has(name)),
          extra_variables: Object.keys(given).filter((name) => !parsed.names.includes(name)),
          keyword_matches: found,
          missing_keywords: keywords.filter((keyword) => !found.includes(keyword)),
          prompt_length: text.length,
          estimated_tokens: estimateTokens(system) + estimateTokens(text),
        };
      },
    ),
    template_analysis: {
      ...{ variable_count: variables.length, variables },
      ...{ conditional_logic: false, loops: false },
    },
  };
}

const namesOfTurn: ReadonlySet<string> = new Set(namesOfTheTurn);

function sourceOf(name: string, parameters: JsonObject): 'server' | 'parameters' | 'message' {
  if (namesOfTheServer.has(name)) return 'server';
  return Object.hasOwn(parameters, name) ? 'parameters' : 'message';
}

function tellFault({ line, column, message }: ParsedTemplate['faults'][number]): FieldError & {
  allowed?: string[];
} {
  const where = `line ${String(line)}, column ${String(column)}`;
  return {
    field: 'user_prompt_template',
    rule: 'template',
    message: `has a placeholder at ${where} that ${message}`,
  };
}
