import type { Invocation } from '../run/invocation.js';
import { facts, line } from '../show/table.js';
import { readObjectArgument } from '../run/read-input.js';
import { readValues } from './read-values.js';

export interface TemplateFlags {
  readonly set?: readonly string[];
  readonly parameters?: string;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
}

/** Deploys an agent from a template, or shows the configuration that it would have. */
export async function deployFromTemplate(run: Invocation<TemplateFlags>): Promise<undefined> {
  const { set = [], parameters: json, strict = false, dryRun = false } = run.flags;
  const [template, name] = [run.arg(0), run.arg(1)];
  const client = await run.client();
  const given = json === undefined ? {} : await readObjectArgument('--parameters', json);
  const known = set.length === 0 ? [] : (await client.templates.get(template)).parameters;
  const parameters = { ...given, ...readValues(set, known) };
  if (dryRun) {
    const made = await client.templates.generate(template, { name, parameters }, { strict });
    run.terminal.show(made, ({ configuration, warnings }) =>
      facts(configuration).concat(renderWarnings(warnings)),
    );
    return;
  }
  const made = await client.agents.fromTemplate({ template, name, parameters }, { strict });
  run.terminal.show(made, ({ agent_id: id, version, warnings }) =>
    `${id} ${version} is deployed, from ${template}.\n`.concat(renderWarnings(warnings)),
  );
}

const renderWarnings = (
  warnings: readonly { readonly field: string; readonly message: string }[] = [],
): string =>
  warnings.map(({ field, message }) => `! ${line(field)}: ${line(message, 300)}\n`).join('');
