import { fieldErrors, type DeploymentWarning } from '#protocol';
import type { Tx } from '#platform';
import { findUnprovided, warnOfRule } from '../configuration/check-rules.js';
import type { DeployedConfiguration } from '../configuration/configuration.js';
import { findUnavailableTools, warnOfTool } from '../configuration/loose-ends.js';
import { readCapabilitiesBeside } from './registry.repository.js';

/** How strictly a deployment is looked at. */
export interface DeployOptions {
  /** Refuse what names tools and capabilities that do not exist instead of warning of it. @default false */
  readonly strict?: boolean | undefined;
}

/**
 * Whether what a configuration names is there now. Agents may be deployed in any order, so what is missing is a
 * warning. @throws {ProtocolError} INVALID_AGENT_CONFIGURATION of it, where the deployment is strict
 */
export async function checkSurroundings(
  tx: Tx,
  configuration: DeployedConfiguration,
  knownTools: readonly string[],
  { strict = false }: DeployOptions,
): Promise<DeploymentWarning[]> {
  const tools = findUnavailableTools(configuration, knownTools);
  const rules = await findRulesToNobody(tx, configuration);
  const missing = [...tools, ...rules];
  if (strict && missing.length > 0) throw fieldErrors('INVALID_AGENT_CONFIGURATION', missing);
  return [...tools.map(warnOfTool), ...rules.map(warnOfRule)];
}

async function findRulesToNobody(
  tx: Tx,
  configuration: DeployedConfiguration,
): Promise<ReturnType<typeof findUnprovided>> {
  const { on_reply: onReply = [], subscriptions = [] } = configuration;
  if (onReply.length + subscriptions.length === 0) return [];
  return findUnprovided(configuration, await readCapabilitiesBeside(tx, configuration.name));
}
