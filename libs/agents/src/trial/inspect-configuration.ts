import { ProtocolError, type DeploymentWarning, type FieldError, type JsonObject } from '#protocol';
import type { Caller, Database } from '#platform';
import { composeConfiguration, type Composed } from '../configuration/compose-configuration.js';
import { findIdlePolicies } from '../configuration/check-policies.js';
import type { DeployedConfiguration } from '../configuration/configuration.js';
import { findUnprovided, warnOfRule } from '../configuration/check-rules.js';
import {
  findUnavailableTools,
  findUnknownServerTools,
  findUnused,
  warnOfTool,
} from '../configuration/loose-ends.js';
import { isTaken } from '../registry/agent.repository.js';
import { inOrder } from '../registry/agent-view.js';
import type { ToolGround } from '../registry/prepare-deployment.js';
import { refuseUngranted } from '../registry/refuse-ungranted.js';
import { readCapabilitiesBeside } from '../registry/registry.repository.js';
import { mendBody } from './mend-body.js';

/** How closely is looked. */
export interface InspectOptions {
  /** What does not exist is an error. @default false */
  readonly strict?: boolean | undefined;
  /** @default true */
  readonly checksTools?: boolean | undefined;
}

/** Everything that is wrong with a configuration, and what it would be without. */
export interface Inspection {
  readonly errors: readonly FieldError[];
  readonly warnings: readonly DeploymentWarning[];
  /** As it would be deployed; nothing where there are errors. */
  readonly configuration: JsonObject | undefined;
}

/** What an inspection looks at besides the body. */
export interface InspectionGround extends ToolGround {
  readonly database: Database;
}

/**
 * What a deployment of the body would be refused for and warn of: by the same checks, and all of it at once. What is
 * wrong in itself is left out for that, and the rest is looked at with what the workspace has.
 */
export async function inspectConfiguration(
  ground: InspectionGround,
  caller: Caller,
  body: unknown,
  options: InspectOptions = {},
): Promise<Inspection> {
  const first = attempt(body, caller);
  const second =
    first.composed === undefined ? attempt(mendBody(body, first.errors), caller) : first;
  const errors = first.composed === undefined ? [...first.errors, ...second.errors] : [];
  const { composed } = second;
  if (composed === undefined) return { errors, warnings: [], configuration: undefined };
  const bad = new Set(errors.map(({ field }) => field.split(/[.[]/, 1)[0]));
  const found = await lookAround(ground, caller, composed.configuration, options);
  errors.push(...found.errors.filter(({ field }) => !bad.has(field.split(/[.[]/, 1)[0])));
  const warnings = [...composed.warnings, ...found.warnings, ...findUnused(composed.configuration)];
  return {
    errors,
    warnings,
    configuration: errors.length === 0 ? inOrder(composed.configuration) : undefined,
  };
}

interface Attempt {
  readonly composed?: Composed;
  readonly errors: readonly FieldError[];
}

function attempt(body: unknown, { grants }: Caller): Attempt {
  try {
    return { composed: composeConfiguration(undefined, body, 'configuration', grants), errors: [] };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { errors: error.details['errors'] as unknown as readonly FieldError[] };
  }
}

interface Found {
  readonly errors: readonly FieldError[];
  readonly warnings: readonly DeploymentWarning[];
}

async function lookAround(
  { database, knownTools, withheldTools }: InspectionGround,
  caller: Caller,
  configuration: DeployedConfiguration,
  { strict = false, checksTools = true }: InspectOptions,
): Promise<Found> {
  const known = await knownTools(caller);
  const names = known.map(({ name }) => name);
  const [taken, beside] = await database.read(caller, async (tx) => [
    await isTaken(tx, configuration.name),
    await readCapabilitiesBeside(tx, configuration.name),
  ]);
  const servers = findUnknownServerTools(configuration, names, await withheldTools(caller));
  const told = new Set(servers.map(({ field }) => field));
  const tools = checksTools
    ? findUnavailableTools(configuration, names).filter(({ field }) => !told.has(field))
    : [];
  const rules = findUnprovided(configuration, beside);
  return {
    errors: [
      ...(taken ? [nameTaken(configuration.name)] : []),
      ...findUngranted(caller, configuration),
      ...(checksTools ? servers : []),
      ...findIdlePolicies(configuration, known),
      ...(strict ? [...tools, ...rules] : []),
    ],
    warnings: strict ? [] : [...tools.map(warnOfTool), ...rules.map(warnOfRule)],
  };
}

const nameTaken = (name: string): FieldError => ({
  field: 'name',
  rule: 'unique',
  message: `${name} is the name of another agent of the workspace`,
});

function findUngranted({ grants }: Caller, configuration: DeployedConfiguration): FieldError[] {
  try {
    refuseUngranted(grants, configuration);
    return [];
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return [{ field: '', rule: 'granted', message: error.message }];
  }
}
