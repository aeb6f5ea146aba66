import type { FieldError, JsonObject, PromptTest, PromptTested } from '#protocol';
import { namesOfTheServer, namesOfTheTurn } from '../configuration/loose-ends.js';
import { parseTemplate, type ParsedTemplate } from '../template/parse-template.js';
import { renderTemplate } from '../template/render-template.js';

/** As prompts are budgeted in turns: four characters are about a token. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Characters of all prompts of one test; a case may have its share, and always a whole template without values. */
const mostShown = 2_000_000;

/** Fills prompts in with values, in the order in which a turn looks for them; no model is asked. */
export function testPrompts({
  system_prompt: system = '',
  user_prompt_template: template,
  parameters = {},
  test_data: cases,
}: PromptTest): PromptTested {
  const parsed = parseTemplate(template);
  const room = Math.max(template.length, Math.floor(mostShown / cases.length));
  const errors = parsed.faults.map(tellFault);
  const named = new Set(parsed.names);
  const variables = parsed.names.map((name) => ({ name, from: sourceOf(name, parameters) }));
  return {
    template_valid: parsed.faults.length === 0,
    errors,
    system_prompt: { length: system.length, estimated_tokens: estimateTokens(system) },
    test_results: cases.map(
      ({ variables: given = {}, expected_keywords: keywords = [] }, index) => {
        // What the server knows and what the agent says cannot be said otherwise by a message.
        const values = { ...given, ...parameters };
        const { text, missing, isCut } = renderTemplate(template, values, room);
        if (isCut) errors.push(tellCut(index, room));
        const shown = text.toLowerCase();
        const found = keywords.filter((keyword) => shown.includes(keyword.toLowerCase()));
        return {
          test_index: index,
          rendered_prompt: text,
          template_variables_found: parsed.names.filter((name) => Object.hasOwn(values, name)),
          missing_variables: missing.filter((name) => !namesOfTurn.has(name)),
          extra_variables: Object.keys(given).filter((name) => !named.has(name)),
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

const tellCut = (index: number, room: number): FieldError & { allowed?: string[] } => ({
  field: `test_data[${String(index)}]`,
  rule: 'max_length',
  message: `makes a longer prompt, of which the first ${String(room)} characters are shown`,
});

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
