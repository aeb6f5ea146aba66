import {
  fieldErrors,
  ProtocolError,
  templateDefinition,
  toFieldErrors,
  type DeploymentWarning,
  type FieldError,
  type Grants,
  type JsonObject,
  type JsonValue,
  type TemplateDefinition,
  type TemplateParameter,
} from '#protocol';
import { composeConfiguration } from '../configuration/compose-configuration.js';
import { namesOfTheTurn } from '../configuration/loose-ends.js';
import { findFault } from './check-values.js';
import { fillTemplate, namesOfMaking } from './fill-template.js';
import { textsOf, type PlacedText } from './placeholders.js';

/** As JSON; a template is read by people. */
const longestConfiguration = 262_144;

const taken = new Set<string>([...namesOfTheTurn, ...namesOfMaking]);

/** A template that makes agents, and what its author should look at all the same. */
export interface CheckedTemplate {
  readonly definition: TemplateDefinition;
  readonly warnings: readonly DeploymentWarning[];
}

/**
 * Whether a template makes an agent: an agent is made on trial of its defaults and examples.
 * @throws {ProtocolError} INVALID_TEMPLATE with one entry per bad field
 */
export function checkTemplate(body: unknown, bounds?: Grants): CheckedTemplate {
  const checked = templateDefinition.safeParse(body);
  if (!checked.success) throw fieldErrors('INVALID_TEMPLATE', toFieldErrors(checked.error.issues));
  const definition = checked.data;
  const { parameters = [], configuration } = definition;
  if (JSON.stringify(configuration).length > longestConfiguration) {
    const message = `must have at most ${String(longestConfiguration)} characters as JSON`;
    refuse([{ field: 'configuration', rule: 'max_length', message }]);
  }
  const texts = textsOf(configuration);
  refuse([...findBadParameters(parameters), ...findBadTexts(configuration, texts, parameters)]);
  refuse(findBadAgent(definition, bounds));
  return { definition, warnings: findUnused(parameters, texts) };
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw fieldErrors('INVALID_TEMPLATE', errors);
}

function findBadParameters(parameters: readonly TemplateParameter[]): FieldError[] {
  return parameters.flatMap((parameter, index) => {
    const place = `parameters[${String(index)}]`;
    const { name, default: value, example } = parameter;
    const isTwice = parameters.findIndex((other) => other.name === name) !== index;
    return [
      ...(isTwice
        ? [{ field: `${place}.name`, rule: 'unique', message: `${name} is there already` }]
        : []),
      ...(taken.has(name) ? [reserved(place, name)] : []),
      ...badValue(`${place}.default`, parameter, value),
      ...badValue(`${place}.example`, parameter, example),
      ...(parameter.required === true && sampleOf(parameter) === undefined ? [bare(place)] : []),
    ];
  });
}

const reserved = (place: string, name: string): FieldError => ({
  field: `${place}.name`,
  rule: 'reserved',
  message: `${name} has a value of its own in every turn or template; choose another name`,
});

const bare = (place: string): FieldError => ({
  field: `${place}.example`,
  rule: 'required',
  message: 'is required of a parameter that is required and has no default: it shows what is meant',
});

function badValue(
  field: string,
  parameter: TemplateParameter,
  value: JsonValue | undefined,
): FieldError[] {
  if (value === undefined) return [];
  const fault = findFault(parameter, value);
  return fault === undefined ? [] : [{ ...fault, field: `${field}${fault.field}` }];
}

function findBadTexts(
  configuration: JsonObject,
  texts: readonly PlacedText[],
  parameters: readonly TemplateParameter[],
): FieldError[] {
  const known = [...parameters.map(({ name }) => name), ...namesOfMaking];
  const named = Object.hasOwn(configuration, 'name')
    ? [{ ...placed('name', 'forbidden'), message: 'is given by whoever makes an agent' }]
    : [];
  return [...named, ...texts.flatMap((text) => findBadText(text, known))];
}

function findBadText({ place, parsed, kind }: PlacedText, known: readonly string[]): FieldError[] {
  if (kind === 'verbatim') {
    const put = parsed.names.filter((name) => known.includes(name));
    const why = 'is an expression, into which no parameter can be put';
    return put.length === 0 ? [] : [{ ...placed(place, 'template'), message: why }];
  }
  const [fault] = parsed.faults;
  if (fault !== undefined) {
    const where = `line ${String(fault.line)}, column ${String(fault.column)}`;
    const message = `has a placeholder at ${where} that ${fault.message}`;
    return [{ ...placed(place, 'template'), message }];
  }
  const foreign = kind === 'prompt' ? [] : parsed.names.filter((name) => !known.includes(name));
  return foreign.map((name) => ({
    ...placed(place, 'template'),
    message: `names ${name}, which is no parameter of the template`,
    allowed: known,
  }));
}

const placed = (place: string, rule: string): Pick<FieldError, 'field' | 'rule'> => ({
  field: `configuration.${place}`,
  rule,
});

/** What is wrong with the agent that the defaults and examples make. */
function findBadAgent({ parameters = [], configuration }: TemplateDefinition, bounds?: Grants) {
  const samples = parameters.flatMap((parameter) => {
    const sample = sampleOf(parameter);
    return sample === undefined ? [] : [[parameter.name, sample] as const];
  });
  const making = { name: 'Example', at: '2025-09-10T15:30:00.000Z' };
  try {
    const body = fillTemplate(configuration, making, Object.fromEntries(samples));
    const { warnings } = composeConfiguration(undefined, body, 'configuration', bounds);
    return warnings
      .filter(({ code }) => code === 'UNKNOWN_FIELD')
      .map(({ field, message }) => ({ ...placed(field, 'unknown_field'), message }));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const errors = error.details['errors'] as unknown as readonly FieldError[];
    return errors.map((each) => ({ ...each, field: `configuration.${each.field}` }));
  }
}

function sampleOf({
  type,
  default: value,
  example,
  options,
}: TemplateParameter): JsonValue | undefined {
  const [option] = options ?? [];
  return value ?? example ?? (type === 'array' && option !== undefined ? [option] : option);
}

function findUnused(
  parameters: readonly TemplateParameter[],
  texts: readonly PlacedText[],
): DeploymentWarning[] {
  const used = new Set(texts.flatMap(({ parsed }) => parsed.names));
  return parameters.flatMap(({ name }, index) =>
    used.has(name)
      ? []
      : [
          {
            field: `parameters[${String(index)}]`,
            code: 'UNUSED_SETTING',
            message: `${name} stands nowhere in the configuration`,
          },
        ],
  );
}
