import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database, Tx } from '#platform';
import { agentNotFound } from './agent.errors.js';
import { holdAgent, type HeldAgent } from './agent.repository.js';
import { refuseBeyond } from './agent-reach.js';
import { announceChange, type RegistryChannel } from './registry-channel.js';

/** Where agents are, and who is told of their changes. */
export interface RegistryGround {
  readonly database: Database;
  readonly channel: RegistryChannel;
}

/**
 * Changes one agent while nobody else does, and tells of it.
 * @throws {ProtocolError} AGENT_NOT_FOUND; FORBIDDEN for what lies beyond the caller's grants
 */
export async function onAgent<T extends object>(
  { database, channel }: RegistryGround,
  caller: Caller,
  name: string,
  act: (tx: Tx, agent: HeldAgent) => Promise<T>,
  claim?: IdempotencyClaim,
): Promise<T> {
  const result = await answerOnce(database, caller, claim, async (tx) => {
    const agent = await holdAgent(tx, name);
    if (agent === undefined) throw agentNotFound(name);
    await refuseBeyond(tx, name, 'change');
    return act(tx, agent);
  });
  announceChange(channel, caller.workspace);
  return result;
}
