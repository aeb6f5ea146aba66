import type { Tx } from '#platform';
import { describeCapabilities } from '../catalog/describe-capability.js';
import { composeConfiguration, type Composed } from '../configuration/compose-configuration.js';
import {
  advance,
  readConfiguration,
  registerCapabilities,
  type HeldAgent,
} from './agent.repository.js';

/** What became of an agent that was to be changed. */
export interface ChangedAgent {
  /** As it was before. */
  readonly agent: HeldAgent;
  readonly change: Composed;
  readonly updatedAt: Date;
}

/** What capabilities are said to be hangs on these fields. */
const capabilityFields = ['capabilities', 'capability_metadata', 'description'];

/** Gives an agent that the transaction holds a new version, if the body changes anything. */
export async function changeAgent(tx: Tx, agent: HeldAgent, body: unknown): Promise<ChangedAgent> {
  const before = await readConfiguration(tx, agent);
  const change = composeConfiguration(before, body, agent.kind, tx.caller.grants);
  const { configuration, changes } = change;
  if (changes.length === 0) return { agent, change, updatedAt: agent.updated_at };
  const updatedAt = await advance(tx, agent, configuration);
  if (changes.some((field) => capabilityFields.includes(field))) {
    await registerCapabilities(tx, agent.id, describeCapabilities(configuration));
  }
  return { agent, change, updatedAt };
}
