import type { JsonObject, JsonValue } from '#protocol';
import { Effort } from './schema/effort.js';
import { findMisfits } from './schema/find-misfits.js';
import { findSchemaFault } from './schema/find-schema-fault.js';
import type { Misfit } from './schema/look.js';
import { ToolFault } from './tool.errors.js';
import type { Tool } from './tool.js';

/** A model mends what it is told; a longer list only costs tokens. */
const mostErrorsTold = 5;

/** For arguments of built-in tools: a table of 40,000 cells or a text of 5 MB takes a quarter of it. */
const unitsForOurs = 2_000_000;

/** What does not fit, in words; nothing when the arguments fit. */
type Check = (given: unknown) => readonly string[];

/**
 * Checks the arguments of calls against the JSON Schema of their tool. The work of each check is bounded, more
 * narrowly where a stranger wrote the schema, whose patterns are not run either.
 */
export class ArgumentChecker {
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
    const check = checkBy(tool.parameters, (tool.source ?? 'builtin') === 'builtin');
    this.#checks.set(tool, check);
    return check;
  }
}

function checkBy(schema: JsonObject, isOurs: boolean): Check {
  const fault = findSchemaFault(schema);
  if (fault !== undefined) return () => [`the JSON Schema of the tool cannot be used: it ${fault}`];
  return (given) => {
    const options = isOurs ? { runsPatterns: true, effort: new Effort(unitsForOurs) } : {};
    return findMisfits(schema, given as JsonValue, options).map(explain);
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
