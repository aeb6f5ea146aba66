import type { AgentConfiguration } from '#protocol';
import type { Caller, Database, Tx } from '#platform';
import { describeCapabilities } from '../catalog/describe-capability.js';
import { composeConfiguration } from '../configuration/compose-configuration.js';
import { agentNameTaken } from './agent.errors.js';
import {
  addAgent,
  holdAgent,
  registerCapabilities,
  setStatus,
  type HeldAgent,
} from './agent.repository.js';
import { changeAgent } from './change-agent.js';
import { announceChange, type RegistryChannel } from './registry-channel.js';

/** What a worker says of an agent whose code it has. */
export interface CodeAgentAnnouncement {
  readonly name: string;
  /** SemVer. @default 1.0.0 */
  readonly version?: string | undefined;
  readonly capabilities: readonly string[];
  readonly description?: string | undefined;
  /** What it remembers and who shares it. @default nothing */
  readonly memory?: AgentConfiguration['memory'];
  /** Messages that follow from its answers. @default none */
  readonly on_reply?: AgentConfiguration['on_reply'];
  /** Answers of others that are sent on to it. @default none */
  readonly subscriptions?: AgentConfiguration['subscriptions'];
  /** Which agents and capabilities it may send to at most. @default all */
  readonly grants?: AgentConfiguration['grants'];
}

/** What came of an announcement. */
export interface CodeAgentDeployed {
  readonly agentId: string;
  readonly status: 'deployed' | 'updated' | 'unchanged';
  readonly versionNumber: number;
}

/** How often an announcement is tried when the agent comes or goes at the same moment. */
const attempts = 3;

/**
 * Deploys an agent made of code, or brings it to what its worker says. Saying the same again changes
 * nothing, so every worker announces what it has when it starts. A paused agent stays paused; one
 * that drains is taken back, because it is here.
 * @throws {ProtocolError} AGENT_ALREADY_EXISTS when a configuration agent has the name,
 * INVALID_AGENT_CONFIGURATION with one entry per bad field
 */
export async function deployCodeAgent(
  { database, channel }: { readonly database: Database; readonly channel: RegistryChannel },
  caller: Caller,
  announcement: CodeAgentAnnouncement,
): Promise<CodeAgentDeployed> {
  for (let attempt = 1; ; attempt += 1) {
    const deployed = await database.transaction(caller, (tx) => announce(tx, announcement));
    if (deployed !== undefined) {
      if (deployed.status !== 'unchanged') announceChange(channel, caller.workspace);
      return deployed;
    }
    if (attempt >= attempts) throw agentNameTaken(announcement.name);
  }
}

/** Nothing when another took the name between our look and our insert: then look again. */
async function announce(
  tx: Tx,
  { name, version = '1.0.0', capabilities, ...parts }: CodeAgentAnnouncement,
): Promise<CodeAgentDeployed | undefined> {
  const { description = null, memory = null, on_reply = null, subscriptions = null } = parts;
  const { grants = null } = parts;
  const optional = { description, memory, on_reply, subscriptions, grants };
  const body = { name, version, capabilities, ...optional };
  const held = await holdAgent(tx, name);
  if (held !== undefined) return bringUp(tx, held, body);
  const { configuration } = composeConfiguration(undefined, body, 'code');
  const added = await addAgent(tx, 'code', configuration);
  if (added === undefined) return undefined;
  await registerCapabilities(tx, added.id, describeCapabilities(configuration));
  return { agentId: added.id, status: 'deployed', versionNumber: 1 };
}

async function bringUp(tx: Tx, agent: HeldAgent, body: object): Promise<CodeAgentDeployed> {
  if (agent.kind !== 'code') throw agentNameTaken(agent.name);
  const { change } = await changeAgent(tx, agent, body);
  if (agent.status === 'draining') await setStatus(tx, agent, 'running');
  const isChanged = change.changes.length > 0;
  return {
    agentId: agent.id,
    status: isChanged || agent.status === 'draining' ? 'updated' : 'unchanged',
    versionNumber: agent.version_number + (isChanged ? 1 : 0),
  };
}
