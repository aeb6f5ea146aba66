import { isDeepStrictEqual } from 'node:util';
import { meetOf } from '#protocol';
import type { Tx } from '#platform';
import { describeCapabilities } from '../catalog/describe-capability.js';
import { findChanges } from '../configuration/compose-configuration.js';
import type { DeployedConfiguration } from '../configuration/configuration.js';
import {
  advance,
  readConfiguration,
  registerCapabilities,
  type HeldAgent,
} from '../registry/agent.repository.js';
import { refuseUngranted } from '../registry/refuse-ungranted.js';
import { readVersions } from './history.repository.js';
import { agentOfCode, versionNotFound } from './version.errors.js';

/** What became of an agent that was taken back to an earlier version. */
export interface RestoredVersion {
  readonly configuration: DeployedConfiguration;
  /** Of the version in use now: a new one, unless nothing was another. */
  readonly number: number;
  readonly changes: readonly string[];
  readonly updatedAt: Date;
}

/**
 * Gives an agent that the transaction holds a new version that is a copy of an earlier one, if that is another.
 * Whoever is bounded by grants brings nothing back that reaches further.
 * @throws {ProtocolError} AGENT_VERSION_NOT_FOUND, AGENT_OF_CODE; FORBIDDEN
 */
export async function restoreVersion(
  tx: Tx,
  agent: HeldAgent,
  number: number,
): Promise<RestoredVersion> {
  if (agent.kind === 'code') throw agentOfCode(agent.name);
  const row = (await readVersions(tx, agent.id, [number])).get(number);
  if (row === undefined) throw versionNotFound(agent.name, number);
  refuseUngranted(tx.caller.grants, row.configuration);
  const configuration = bound(row.configuration, tx);
  const before = await readConfiguration(tx, agent);
  if (isDeepStrictEqual(before, configuration)) {
    const { version_number: current, updated_at: updatedAt } = agent;
    return { configuration, number: current, changes: [], updatedAt };
  }
  const updatedAt = await advance(tx, agent, configuration, number);
  await registerCapabilities(tx, agent.id, describeCapabilities(configuration));
  const changes = findChanges(before, configuration);
  return { configuration, number: agent.version_number + 1, changes, updatedAt };
}

function bound(configuration: DeployedConfiguration, { caller }: Tx): DeployedConfiguration {
  const grants = meetOf(configuration.grants, caller.grants);
  return grants === undefined ? configuration : { ...configuration, grants };
}
