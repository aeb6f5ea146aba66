import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject, JsonValue } from '#protocol';
import { findMisfits } from './schema/find-misfits.js';
import { findSchemaFault } from './schema/find-schema-fault.js';
import type { Misfit } from './schema/look.js';
import { ToolFault } from './tool.errors.js';
import type { Tool } from './tool.js';

/** A model mends what it is told; a longer list only costs tokens. */
const mostErrorsTold = 5;

/** What does not fit, in words; nothing when the arguments fit. */
type Check = (given: unknown) => readonly string[];

/**
 * Checks the arguments of calls against the JSON Schema of their tool. Schemas of ours are compiled once;
 * a stranger's is never made into a program, and the work of each check is bounded.
 */
export class ArgumentChecker {
  readonly #ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  readonly #checks = new WeakMap<Tool, Check>();

  /** @throws {ToolFault} TOOL_ARGUMENTS_INVALID, naming each argument and what it must be */
  check(tool: Tool, given: unknown): JsonObject {
    const told = this.#checkOf(tool)(given).slice(0, mostErrorsTold);
    if (told.length === 0) return given as JsonObject;
    const accepted = Object.keys((tool.parameters['properties'] as JsonObject | undefined) ?? {});
    throw new ToolFault(
      'TOOL_ARGUMENTS_INVALID',
      `${[...new Set(told)].join('; ')}. ${tool.name} takes: ${accepted.join(', ') || 'nothing'}.`,
    );
  }

  #checkOf(tool: Tool): Check {
    const known = this.#checks.get(tool);
    if (known !== undefined) return known;
    const isOurs = (tool.source ?? 'builtin') === 'builtin';
    const check = isOurs ? compiled(this.#ajv.compile(tool.parameters)) : read(tool.parameters);
    this.#checks.set(tool, check);
    return check;
  }
}

const compiled =
  (validate: ValidateFunction): Check =>
  (given) =>
    validate(given) ? [] : (validate.errors ?? []).map((error) => explain(asMisfit(error)));

function read(schema: JsonObject): Check {
  const fault = findSchemaFault(schema);
  if (fault !== undefined) return () => [`the JSON Schema of the tool cannot be used: it ${fault}`];
  return (given) => findMisfits(schema, given as JsonValue).map(explain);
}

function asMisfit({ instancePath, keyword, params, message }: ErrorObject): Misfit {
  const detail = params as Readonly<Record<string, unknown>>;
  const name = detail['additionalProperty'] ?? detail['missingProperty'];
  const allowed = detail['allowedValues'] as unknown[] | undefined;
  return {
    place: instancePath.split('/').slice(1),
    rule: keyword,
    message:
      allowed === undefined ? (message ?? 'is not valid') : `must be one of ${allowed.join(', ')}`,
    ...(typeof name === 'string' ? { name } : {}),
  };
}

/** `aggregate[0].function must be one of sum, mean`. */
function explain({ place, rule, name, message }: Misfit): string {
  const path = readablePath(place);
  const inside = path === '' ? '' : `in ${path} `;
  if (rule === 'required') return `${inside}"${String(name)}" is missing`;
  if (name !== undefined) return `${inside}"${name.slice(0, 100)}" is not known`;
  return `${path === '' ? 'the arguments' : path} ${message}`;
}

const readablePath = (place: Misfit['place']): string =>
  place
    .map((step) => (/^\d+$/.test(String(step)) ? `[${String(step)}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
