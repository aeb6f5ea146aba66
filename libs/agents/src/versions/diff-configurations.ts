import { isDeepStrictEqual } from 'node:util';
import {
  agentConfigurationFields,
  type ConfigurationChange,
  type JsonObject,
  type JsonValue,
} from '#protocol';
import type { DeployedConfiguration } from '../configuration/configuration.js';
import { diffLines } from './diff-lines.js';

/** The fields that are read by models, line by line. */
const prompts = ['system_prompt', 'user_prompt_template'] as const;

/** A configuration and the number of its version. */
export interface NumberedConfiguration {
  readonly number: number;
  readonly configuration: DeployedConfiguration;
}

/** Everything that is another between two configurations, in the order of the contract. */
export function diffConfigurations(
  before: DeployedConfiguration,
  after: DeployedConfiguration,
): ConfigurationChange[] {
  const [was, is] = [asJson(before), asJson(after)];
  return agentConfigurationFields.flatMap((field) => compare(field, was[field], is[field]));
}

/** Prompts that are other ones, each as a unified diff. */
export function diffPrompts(
  from: NumberedConfiguration,
  to: NumberedConfiguration,
): Record<string, string> {
  const changed = prompts.flatMap((field) => {
    const nameOf = (number: number): string => `${field} (version ${String(number)})`;
    const [was = '', is = ''] = [from.configuration[field], to.configuration[field]];
    const shown = diffLines(was, is, [nameOf(from.number), nameOf(to.number)]);
    return shown === '' ? [] : [[field, shown] as const];
  });
  return Object.fromEntries(changed);
}

function asJson(configuration: DeployedConfiguration): JsonObject {
  return configuration as unknown as JsonObject;
}

function compare(
  path: string,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): ConfigurationChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (after === undefined) {
    return before === undefined ? [] : [{ path, kind: 'removed', before }];
  }
  if (before === undefined) return [{ path, kind: 'added', after }];
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => compare(`${path}.${key}`, before[key], after[key]));
  }
  return isListOfObjects(before) && isListOfObjects(after)
    ? compareLists(path, before, after)
    : [{ path, kind: 'changed', before, after }];
}

/** Rules have no names: each is compared with the one in its place. */
function compareLists(
  path: string,
  before: readonly JsonValue[],
  after: readonly JsonValue[],
): ConfigurationChange[] {
  const length = Math.max(before.length, after.length);
  return Array.from({ length }, (_each, index) => index).flatMap((index) =>
    compare(`${path}[${String(index)}]`, before[index], after[index]),
  );
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfObjects(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value) && value.length > 0 && (value as JsonValue[]).every(isObject);
}
