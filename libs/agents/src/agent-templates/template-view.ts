import type {
  DeploymentWarning,
  JsonValue,
  TemplateDefinition,
  TemplateDetail,
  TemplateList,
} from '#protocol';
import type { KeptTemplate } from './template.repository.js';

/** A template, wherever it comes from. */
export interface ShownTemplate {
  readonly definition: TemplateDefinition;
  /** Nothing of those that come with the server. */
  readonly kept?: Omit<KeptTemplate, 'definition'>;
}

/** One line of the list. */
export function summarizeTemplate({
  definition,
  kept,
}: ShownTemplate): TemplateList['templates'][number] {
  const { id, name, description, configuration, parameters = [] } = definition;
  const { version = '1.0.0', category = 'custom', complexity = 'simple' } = definition;
  return {
    ...{ id, name, description, version, category, complexity },
    source: kept === undefined ? 'builtin' : 'workspace',
    capabilities: namesIn(configuration['capabilities'], parameters),
    required_tools: namesIn(configuration['tools'], parameters),
    optional_tools: [...(definition.optional_tools ?? [])],
    use_cases: [...(definition.use_cases ?? [])],
    parameters: [...parameters],
  };
}

/** A template with the configuration that it makes. */
export function detailTemplate(
  shown: ShownTemplate,
  warnings: readonly DeploymentWarning[] = [],
): TemplateDetail {
  const { kept } = shown;
  return {
    ...summarizeTemplate(shown),
    configuration: shown.definition.configuration,
    revision: kept?.revision ?? 1,
    ...(kept === undefined
      ? {}
      : {
          created_at: kept.createdAt.toISOString(),
          updated_at: kept.updatedAt.toISOString(),
        }),
    ...(warnings.length === 0 ? {} : { warnings: [...warnings] }),
  };
}

const whole = /^\{\{\s*(\w+)\s*\}\}$/;

/** Names as they are without any value given: those of a parameter are its default. */
function namesIn(
  value: JsonValue | undefined,
  parameters: NonNullable<TemplateDefinition['parameters']>,
): string[] {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap((entry) => namesIn(entry, parameters));
  }
  if (typeof value !== 'string') return [];
  const [, name] = whole.exec(value) ?? [];
  if (name === undefined) return [value];
  const parameter = parameters.find((each) => each.name === name);
  return namesIn(parameter?.default ?? parameter?.example, []);
}
