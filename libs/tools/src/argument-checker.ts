import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject } from '#protocol';
import { ToolFault } from './tool.errors.js';
import type { Tool } from './tool.js';

/** A model mends what it is told; a longer list only costs tokens. */
const mostErrorsTold = 5;

/** Checks the arguments of calls against the JSON Schema of their tool, compiled once. */
export class ArgumentChecker {
  // Schemas of others may hold keywords that ajv does not know: they are ignored, not refused.
  readonly #ajv = new Ajv2020({ allErrors: true, strict: false, logger: false });
  readonly #compiled = new WeakMap<Tool, ValidateFunction>();

  /** @throws {ToolFault} TOOL_ARGUMENTS_INVALID, naming each argument and what it must be */
  check(tool: Tool, given: unknown): JsonObject {
    const validate = this.#validatorOf(tool);
    if (validate(given)) return given as JsonObject;
    const told = (validate.errors ?? []).slice(0, mostErrorsTold).map(explain);
    const accepted = Object.keys((tool.parameters['properties'] as JsonObject | undefined) ?? {});
    throw new ToolFault(
      'TOOL_ARGUMENTS_INVALID',
      `${[...new Set(told)].join('; ')}. ${tool.name} takes: ${accepted.join(', ') || 'nothing'}.`,
    );
  }

  #validatorOf(tool: Tool): ValidateFunction {
    const known = this.#compiled.get(tool);
    if (known !== undefined) return known;
    const validate = this.#ajv.compile(tool.parameters);
    this.#compiled.set(tool, validate);
    return validate;
  }
}

/** `aggregate[0].function must be one of sum, mean`. */
function explain({ instancePath, keyword, params, message }: ErrorObject): string {
  const place = readablePath(instancePath);
  const detail = params as Readonly<Record<string, unknown>>;
  if (keyword === 'additionalProperties') {
    return `${inside(place)}"${String(detail['additionalProperty'])}" is not known`;
  }
  if (keyword === 'required')
    return `${inside(place)}"${String(detail['missingProperty'])}" is missing`;
  const subject = place === '' ? 'the arguments' : place;
  if (keyword === 'enum') {
    return `${subject} must be one of ${(detail['allowedValues'] as unknown[]).join(', ')}`;
  }
  return `${subject} ${message ?? 'is not valid'}`;
}

const inside = (place: string): string => (place === '' ? '' : `in ${place} `);

const readablePath = (pointer: string): string =>
  pointer
    .slice(1)
    .replaceAll(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
