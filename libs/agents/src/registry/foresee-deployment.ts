import type { DeploymentWarning, JsonObject } from '#protocol';
import type { Caller, Database } from '#platform';
import { findUnused } from '../configuration/loose-ends.js';
import { agentNameTaken } from './agent.errors.js';
import { isTaken } from './agent.repository.js';
import { inOrder } from './agent-view.js';
import { checkSurroundings, type DeployOptions } from './check-surroundings.js';
import { prepareDeployment, type ToolGround } from './prepare-deployment.js';

/** A configuration that a deployment would make, and what it would warn of. */
export interface ForeseenAgent {
  readonly configuration: JsonObject;
  readonly warnings: readonly DeploymentWarning[];
}

/** What a deployment looks at besides its body. */
export interface DeploymentGround extends ToolGround {
  readonly database: Database;
}

/**
 * What a deployment of the body would make and warn of; nothing is deployed.
 * @throws {ProtocolError} what the deployment would throw: INVALID_AGENT_CONFIGURATION, AGENT_ALREADY_EXISTS
 */
export async function foreseeDeployment(
  ground: DeploymentGround,
  caller: Caller,
  body: unknown,
  options: DeployOptions = {},
): Promise<ForeseenAgent> {
  const { configuration, warnings, tools } = await prepareDeployment(ground, caller, body);
  const missing = await ground.database.read(caller, async (tx) => {
    if (await isTaken(tx, configuration.name)) throw agentNameTaken(configuration.name);
    return checkSurroundings(tx, configuration, tools, options);
  });
  const told = [...warnings, ...missing, ...findUnused(configuration)];
  return { configuration: inOrder(configuration), warnings: told };
}
