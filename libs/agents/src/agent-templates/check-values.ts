import type { FieldError, JsonObject, JsonValue, TemplateParameter } from '#protocol';
import { nearestNames } from '../names/nearest-names.js';

/** Of a text, where the parameter says nothing of its own. */
const longestText = 2_000;
const mostEntries = 64;
/** A body may hold ten thousand names that are none; each tells all that there are. */
const mostUnknown = 20;

/** What a template is filled with: a value for each parameter that has one. */
export interface CheckedValues {
  readonly values: JsonObject;
  readonly errors: readonly FieldError[];
}

type Finding = Omit<FieldError, 'field'>;

/** The values for the parameters of a template, those by default included, and everything that is wrong. */
export function checkValues(
  parameters: readonly TemplateParameter[],
  given: JsonObject,
): CheckedValues {
  const names = parameters.map(({ name }) => name);
  const errors: FieldError[] = Object.keys(given)
    .filter((name) => !names.includes(name))
    .slice(0, mostUnknown)
    .map((name) => unknown(name, names));
  const values: [string, JsonValue][] = [];
  for (const parameter of parameters) {
    const own = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    const value = own ?? parameter.default;
    const field = `parameters.${parameter.name}`;
    if (value === undefined || value === null) {
      if (parameter.required === true) errors.push({ field, ...missing(parameter) });
      continue;
    }
    const fault = findFault(parameter, value);
    if (fault === undefined) values.push([parameter.name, value]);
    else errors.push({ ...fault, field: `${field}${fault.field}` });
  }
  return { values: Object.fromEntries(values), errors };
}

function unknown(name: string, names: readonly string[]): FieldError {
  const shown = name.slice(0, 100);
  const [nearest] = nearestNames(shown, names);
  const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
  const known = names.length === 0 ? 'it takes none' : `it takes ${names.join(', ')}`;
  return {
    field: `parameters.${shown}`,
    rule: 'unknown_field',
    message: `is no parameter of the template${hint}; ${known}`,
    allowed: [...names],
  };
}

function missing({ description }: TemplateParameter): Finding {
  return { rule: 'required', message: `is required: ${description}` };
}

/** What is wrong with a value of a parameter, with the place inside it. */
export function findFault(parameter: TemplateParameter, value: JsonValue): FieldError | undefined {
  if (parameter.type !== 'array') return placed('', findScalarFault(parameter, value));
  if (!Array.isArray(value)) return placed('', mustBe('a list of texts'));
  const { max_items: most = mostEntries } = parameter;
  if (value.length > most) {
    return placed('', { rule: 'max_items', message: `must have at most ${String(most)} items` });
  }
  if (parameter.required === true && value.length === 0) {
    return placed('', { rule: 'min_items', message: 'must not be empty' });
  }
  const entry = { ...parameter, type: 'string', required: true } as const;
  const faults = (value as JsonValue[]).map((each) => findScalarFault(entry, each));
  const at = faults.findIndex((fault) => fault !== undefined);
  return at === -1 ? undefined : placed(`[${String(at)}]`, faults[at]);
}

function placed(field: string, fault: Finding | undefined): FieldError | undefined {
  return fault === undefined ? undefined : { ...fault, field };
}

function findScalarFault(parameter: TemplateParameter, value: JsonValue): Finding | undefined {
  const fault = findTypeFault(parameter, value);
  if (fault !== undefined) return fault;
  const { options } = parameter;
  if (options === undefined || options.some((option) => option === value)) return undefined;
  const allowed = options.map(String);
  return { rule: 'allowed', message: `must be one of ${allowed.join(', ')}`, allowed };
}

function findTypeFault(parameter: TemplateParameter, value: JsonValue): Finding | undefined {
  switch (parameter.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : mustBe('true or false');
    case 'integer':
      return Number.isSafeInteger(value)
        ? findBoundFault(parameter, value as number)
        : mustBe('a whole number');
    case 'number':
      return typeof value === 'number' ? findBoundFault(parameter, value) : mustBe('a number');
    default:
      return typeof value === 'string' ? findLengthFault(parameter, value) : mustBe('text');
  }
}

function findBoundFault(
  { minimum = -Infinity, maximum = Infinity }: TemplateParameter,
  value: number,
): Finding | undefined {
  if (value < minimum) return { rule: 'minimum', message: `must be at least ${String(minimum)}` };
  if (value > maximum) return { rule: 'maximum', message: `must be at most ${String(maximum)}` };
  return undefined;
}

function findLengthFault(
  { max_length: most = longestText, required }: TemplateParameter,
  value: string,
): Finding | undefined {
  if (required === true && value.trim() === '') {
    return { rule: 'min_length', message: 'must not be empty' };
  }
  if (value.length <= most) return undefined;
  return { rule: 'max_length', message: `must have at most ${String(most)} characters` };
}

function mustBe(kind: string): Finding {
  return { rule: 'type', message: `must be ${kind}` };
}
