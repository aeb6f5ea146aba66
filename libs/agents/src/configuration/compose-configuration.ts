import { isDeepStrictEqual } from 'node:util';
import {
  agentConfigurationFields,
  agentUpdate,
  fieldErrors,
  meetOf,
  toFieldErrors,
  type AgentKind,
  type AgentUpdate,
  type DeploymentWarning,
  type FieldError,
  type Grants,
  type JsonObject,
} from '#protocol';
import { findBadExpressions, findForeignCapabilities } from './check-rules.js';
import { parseTemplate } from '../template/parse-template.js';
import type { DeployedConfiguration } from './configuration.js';
import { findDuplicates, findUnknownFields } from './loose-ends.js';
import { findOutputSchemaFault } from './output-schema.js';
import { changeMemory, memoryFields } from './memory-settings.js';

/** What a body makes of an agent. */
export interface Composed {
  readonly configuration: DeployedConfiguration;
  /** Fields whose value is another one now; all that are set for a new agent. */
  readonly changes: readonly string[];
  readonly warnings: readonly DeploymentWarning[];
}

type Fields = Readonly<Record<string, unknown>>;

const required: Readonly<Record<AgentKind, readonly string[]>> = {
  configuration: ['name', 'capabilities', 'system_prompt'],
  code: ['name', 'capabilities'],
};

/**
 * The configuration that a body makes of what was before (nothing, for a new agent). What the body
 * does not name stays; `null` clears a field or gives it its default again; lists and objects are
 * replaced whole, except the settings of `memory`. Whoever is bounded by grants makes agents that are: what they
 * write may be worked on for others, and must not reach where they may not.
 * @throws {ProtocolError} INVALID_AGENT_CONFIGURATION with one entry per bad field
 */
export function composeConfiguration(
  before: DeployedConfiguration | undefined,
  body: unknown,
  kind: AgentKind,
  bounds?: Grants,
): Composed {
  const fields = asObject(body);
  const { given, cleared } = sortFields(fields);
  const checked = agentUpdate.safeParse(given);
  const errors = [
    ...(checked.success ? [] : toFieldErrors(checked.error.issues)),
    ...findMissing(required[kind], { before, given, cleared }),
    ...checkName(before, given),
    ...checkTemplate(given['user_prompt_template']),
    ...checkOutputSchema(given['output_schema']),
    ...(checked.success ? findBadExpressions(checked.data) : []),
  ];
  if (!checked.success || errors.length > 0) {
    throw fieldErrors('INVALID_AGENT_CONFIGURATION', inOrder(errors));
  }
  const configuration = merge(before, checked.data, { cleared, bounds });
  const foreign = findForeignCapabilities(configuration);
  if (foreign.length > 0) throw fieldErrors('INVALID_AGENT_CONFIGURATION', foreign);
  return {
    configuration,
    changes: findChanges(before, configuration),
    warnings: [...findUnknownFields(fields), ...findDuplicates(checked.data)],
  };
}

function asObject(body: unknown): Fields {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Fields;
  throw fieldErrors('INVALID_AGENT_CONFIGURATION', [
    { field: '', rule: 'type', message: 'must be a JSON object' },
  ]);
}

interface Sorted {
  readonly given: Fields;
  readonly cleared: ReadonlySet<string>;
}

/** Unknown fields stay out; a field that is `null` is one that is taken away. */
function sortFields(fields: Fields): Sorted {
  const known = Object.entries(fields).filter(([name]) => agentConfigurationFields.includes(name));
  return {
    given: Object.fromEntries(known.filter(([, value]) => value !== null)),
    cleared: new Set(known.flatMap(([name, value]) => (value === null ? [name] : []))),
  };
}

function findMissing(
  names: readonly string[],
  { before, given, cleared }: Sorted & { readonly before: DeployedConfiguration | undefined },
): FieldError[] {
  const after: Fields = { ...before, ...given };
  return names.flatMap((field) => {
    if (before !== undefined && cleared.has(field)) {
      return [{ field, rule: 'required', message: 'is required and cannot be removed' }];
    }
    return after[field] === undefined ? [{ field, rule: 'required', message: 'is required' }] : [];
  });
}

/** As the contract lists the fields, each once. */
function inOrder(errors: readonly FieldError[]): FieldError[] {
  const place = ({ field }: FieldError): number =>
    agentConfigurationFields.indexOf(field.split(/[.[]/, 1)[0] ?? '');
  const first = new Map<string, FieldError>();
  for (const error of errors) if (!first.has(error.field)) first.set(error.field, error);
  return [...first.values()].sort((a, b) => place(a) - place(b));
}

function checkName(before: DeployedConfiguration | undefined, given: Fields): FieldError[] {
  if (before === undefined || given['name'] === undefined || given['name'] === before.name)
    return [];
  return [
    {
      field: 'name',
      rule: 'immutable',
      message: `must be ${before.name} or left out: an agent keeps its name`,
      allowed: [before.name],
    },
  ];
}

function checkTemplate(template: unknown): FieldError[] {
  if (typeof template !== 'string') return [];
  const [fault] = parseTemplate(template).faults;
  if (fault === undefined) return [];
  const { line, column, position, message } = fault;
  const place = `line ${line}, column ${column} (position ${position})`;
  return [
    {
      field: 'user_prompt_template',
      rule: 'template',
      message: `has a placeholder at ${place} that ${message}`,
    },
  ];
}

/** What is declared is checked: a schema that could not be is none. */
function checkOutputSchema(schema: unknown): FieldError[] {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [];
  const fault = findOutputSchemaFault(schema as JsonObject);
  return fault === undefined ? [] : [{ field: 'output_schema', rule: 'schema', message: fault }];
}

function merge(
  before: DeployedConfiguration | undefined,
  change: AgentUpdate,
  { cleared, bounds }: Pick<Sorted, 'cleared'> & { readonly bounds: Grants | undefined },
): DeployedConfiguration {
  const kept = Object.entries(before ?? {}).filter(([field]) => !cleared.has(field));
  const forgets = memoryFields.some((field) => cleared.has(field));
  const changed = Object.entries(change).filter(([field]) => !memoryFields.includes(field));
  const merged = {
    version: '1.0.0',
    tools: [],
    ...Object.fromEntries(kept),
    ...Object.fromEntries(changed.map(([field, value]) => [field, once(value)])),
    memory: changeMemory(forgets ? undefined : before?.memory, change),
  };
  const grants = meetOf(
    change.grants ?? (cleared.has('grants') ? undefined : before?.grants),
    bounds,
  );
  // As Postgres will give it back: without `undefined`, without a schema library's prototypes.
  return JSON.parse(JSON.stringify({ ...merged, grants })) as DeployedConfiguration;
}

/** A list holds each thing once. (Lists of a configuration are names; nothing else is touched.) */
function once(value: unknown): unknown {
  return Array.isArray(value) ? [...new Set<unknown>(value)] : value;
}

/** Fields whose value is another one. */
export function findChanges(
  before: DeployedConfiguration | undefined,
  after: DeployedConfiguration,
): string[] {
  const was = new Map<string, unknown>(Object.entries(before ?? {}));
  const is = new Map<string, unknown>(Object.entries(after));
  return agentConfigurationFields.filter(
    (field) => !isDeepStrictEqual(was.get(field), is.get(field)),
  );
}
