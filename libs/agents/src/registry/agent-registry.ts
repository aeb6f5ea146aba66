import {
  fieldErrors,
  type AgentDeployed,
  type AgentDetail,
  type AgentList,
  type AgentRemoved,
  type AgentStateChanged,
  type AgentUpdated,
} from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database, Tx } from '#platform';
import { describeCapabilities } from '../catalog/describe-capability.js';
import { findIdlePolicies } from '../configuration/check-policies.js';
import { findUnused } from '../configuration/loose-ends.js';
import { agentNameTaken, agentsFull, agentNotFound } from './agent.errors.js';
import {
  addAgent,
  countMail,
  registerCapabilities,
  setStatus,
  type HeldAgent,
} from './agent.repository.js';
import { countAgents, listAgents, viewAgent, type AgentFilter } from './agent-view.repository.js';
import { detailAgent, summarizeAgent } from './agent-view.js';
import { changeAgent } from './change-agent.js';
import { checkSurroundings, type DeployOptions } from './check-surroundings.js';
import { deployedAnswer, shownParts, shownWarnings } from './deployment-answer.js';
import { readCursor, writeCursor } from './list-cursor.js';
import { refuseHeritage, type RemembersUnder } from './name-reach.js';
import {
  prepareDeployment,
  type KnownTools,
  type ToolGround,
  type WithheldTools,
} from './prepare-deployment.js';
import { warnOfSplit } from '../versions/warn-of-split.js';
import { onAgent, type RegistryGround } from './on-agent.js';
import { announceChange, type RegistryChannel } from './registry-channel.js';

/** What agents are deployed under. */
interface RegistryTerms {
  readonly knownTools: KnownTools;
  /** @default none */
  readonly withheldTools?: WithheldTools;
  /** @default nothing is remembered */
  readonly remembersUnder?: RemembersUnder;
  /** Agents of a workspace. @default 0, any number */
  readonly mostAgents?: number;
}

/** Which part of a list. */
export interface Page {
  readonly limit: number;
  /** `next_cursor` of the page before. */
  readonly cursor?: string | undefined;
}

/**
 * Who exists in a workspace. Every change is one transaction and is told to whoever keeps the
 * registry in memory before it is answered: a deployed agent gets the very next message. A change
 * whose request may be repeated takes the claim of its answer along into the transaction.
 */
export class AgentRegistry {
  private readonly tools: ToolGround;
  private readonly ground: RegistryGround;
  private readonly remembersUnder: RemembersUnder;
  private readonly mostAgents: number;

  constructor(
    private readonly database: Database,
    private readonly channel: RegistryChannel,
    { knownTools, withheldTools, remembersUnder, mostAgents }: RegistryTerms,
  ) {
    this.tools = {
      knownTools,
      withheldTools: withheldTools ?? (() => Promise.resolve(new Map())),
    };
    this.remembersUnder = remembersUnder ?? (() => Promise.resolve(false));
    this.mostAgents = mostAgents ?? 0;
    this.ground = { database, channel };
  }

  /**
   * Adds a configuration agent, running at once.
   * @throws {ProtocolError} INVALID_AGENT_CONFIGURATION with one entry per bad field,
   * AGENT_ALREADY_EXISTS when the name is taken, also by somebody who deploys at the same moment; AGENTS_FULL when
   * it would be one too many; FORBIDDEN when what was remembered under it lies beyond the caller's grants
   */
  async deploy(
    caller: Caller,
    body: unknown,
    options: DeployOptions = {},
    claim?: IdempotencyClaim,
  ): Promise<AgentDeployed> {
    const { configuration, warnings, tools } = await prepareDeployment(this.tools, caller, body);
    const isRemembered =
      caller.grants?.capabilities !== undefined &&
      (await this.remembersUnder(caller, configuration.name));
    const answer = await answerOnce(this.database, caller, claim, async (tx) => {
      const missing = await checkSurroundings(tx, configuration, tools, options);
      const told = shownWarnings([...warnings, ...missing, ...findUnused(configuration)]);
      const agent = await addAgent(tx, 'configuration', configuration);
      if (agent === undefined) throw agentNameTaken(configuration.name);
      await refuseHeritage(tx, configuration.name, isRemembered);
      await this.refuseBeyondMost(tx);
      await registerCapabilities(tx, agent.id, describeCapabilities(configuration));
      return { ...deployedAnswer(configuration, agent.deployedAt), ...told };
    });
    announceChange(this.channel, caller.workspace);
    return answer;
  }

  /**
   * Changes what the body names; what it does not name stays (docs/agents.md). A change makes a new
   * version that the next turn works by; turns that run keep theirs. No change makes none.
   * @throws {ProtocolError} AGENT_NOT_FOUND, INVALID_AGENT_CONFIGURATION
   */
  async update(
    caller: Caller,
    name: string,
    body: unknown,
    options: DeployOptions = {},
  ): Promise<AgentUpdated> {
    const known = await this.tools.knownTools(caller);
    const tools = known.map((tool) => tool.name);
    const { agent, change, updatedAt, warnings } = await onAgent(
      this.ground,
      caller,
      name,
      async (tx, held) => {
        const changed = await changeAgent(tx, held, body);
        const { configuration, changes: fields } = changed.change;
        // What was deployed before is not refused because of another field.
        const idle = fields.includes('tool_policies') ? findIdlePolicies(configuration, known) : [];
        if (idle.length > 0) throw fieldErrors('INVALID_AGENT_CONFIGURATION', idle);
        return { ...changed, warnings: await checkSurroundings(tx, configuration, tools, options) };
      },
    );
    const { configuration, changes } = change;
    return {
      agent_id: name,
      status: 'updated',
      version: configuration.version,
      version_number: agent.version_number + (changes.length > 0 ? 1 : 0),
      ...shownParts(configuration),
      changes: [...changes],
      updated_at: updatedAt.toISOString(),
      ...shownWarnings([
        ...change.warnings,
        ...warnings,
        ...findUnused(configuration),
        ...(changes.length > 0 ? warnOfSplit(agent) : []),
      ]),
    };
  }

  /**
   * Lets an agent finish the mail it has and takes it away then; at once when it has none, or by
   * force. Mail that waits for an agent removed by force ends with a `failure` to its sender.
   * @throws {ProtocolError} AGENT_NOT_FOUND
   */
  async remove(
    caller: Caller,
    name: string,
    { force = false }: { readonly force?: boolean | undefined } = {},
  ): Promise<AgentRemoved> {
    return onAgent(this.ground, caller, name, async (tx, agent) => {
      const pending = await countMail(tx, agent.id);
      const status = force || pending === 0 ? 'removed' : 'draining';
      const at = await setStatus(tx, agent, status);
      return {
        agent_id: name,
        status,
        pending_messages: pending,
        ...(status === 'removed' ? { removed_at: at.toISOString() } : {}),
      };
    });
  }

  /**
   * Lets an agent's mail wait; the turn that runs finishes. Calls off a removal that still drains.
   * @throws {ProtocolError} AGENT_NOT_FOUND
   */
  async pause(caller: Caller, name: string, claim?: IdempotencyClaim): Promise<AgentStateChanged> {
    return this.switchTo(caller, name, 'paused', claim);
  }

  /**
   * Lets an agent take its mail again. Calls off a removal that still drains.
   * @throws {ProtocolError} AGENT_NOT_FOUND
   */
  async resume(caller: Caller, name: string, claim?: IdempotencyClaim): Promise<AgentStateChanged> {
    return this.switchTo(caller, name, 'running', claim);
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND */
  async get(caller: Caller, name: string): Promise<AgentDetail> {
    const row = await this.database.read(caller, (tx) => viewAgent(tx, name));
    if (row === undefined) throw agentNotFound(name);
    return detailAgent(row);
  }

  /** Oldest first; `total` counts all that fit the filter. Agents that drain are still listed. */
  async list(caller: Caller, filter: AgentFilter, { limit, cursor }: Page): Promise<AgentList> {
    const after = readCursor(cursor);
    const seen = { ...filter, grants: caller.grants };
    return this.database.read(caller, async (tx) => {
      const rows = await listAgents(tx, seen, { after, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        agents: shown.map(summarizeAgent),
        total: await countAgents(tx, seen),
        ...(rows.length > limit && last !== undefined ? { next_cursor: writeCursor(last.id) } : {}),
      };
    });
  }

  /** Two that come at the same moment may make it one too many; the next one is refused. */
  private async refuseBeyondMost(tx: Tx): Promise<void> {
    const most = this.mostAgents;
    if (most > 0 && (await countAgents(tx, {})) > most) throw agentsFull(most);
  }

  private async switchTo(
    caller: Caller,
    name: string,
    status: 'running' | 'paused',
    claim: IdempotencyClaim | undefined,
  ): Promise<AgentStateChanged> {
    const change = async (tx: Tx, agent: HeldAgent): Promise<AgentStateChanged> => {
      const at = await setStatus(tx, agent, status);
      return { agent_id: name, status, changed_at: at.toISOString() };
    };
    return onAgent(this.ground, caller, name, change, claim);
  }
}
