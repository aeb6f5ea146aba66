import { systemCaller, type Database } from '#platform';
import { removeDrained } from './agent.repository.js';
import { announceChange, type RegistryChannel } from './registry-channel.js';

/**
 * Removes the agents of every workspace that drain and have nothing left to do, a hundred at a time;
 * gives their names. For the sweeper.
 */
export async function finishDraining({
  database,
  channel,
}: {
  readonly database: Database;
  readonly channel: RegistryChannel;
}): Promise<string[]> {
  const removed = await database.transaction(systemCaller, removeDrained);
  for (const workspace of new Set(removed.map(({ workspace_id }) => workspace_id))) {
    announceChange(channel, workspace);
  }
  return removed.map(({ name }) => name);
}
