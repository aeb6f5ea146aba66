import { parseDuration } from '#protocol';
import type { Caller } from '#platform';
import type { Agents, AgentVersion } from '#agents';
import type { Lease } from '#messaging';
import type { AgentProfile, Directory } from '#runtime';
import { memoryUseOf } from '../memory/memory-use.js';

/** Who exists and whom to ask, for turns. */
export function openDirectory({ versions, catalog, cache, router }: Agents): Directory {
  return {
    load: async (of) => {
      const version = await versions.load(onBehalfOf(of), of.agentId, of.agentVersion);
      return version === undefined ? undefined : toProfile(version);
    },
    neighbours: (lease, grants) =>
      catalog.neighbours({ ...onBehalfOf(lease), grants }, lease.agentName),
    subscribers: (lease, capability) =>
      catalog.subscribers(onBehalfOf(lease), { capability, agentName: lease.agentName }),
    route: (caller, target) => router.route(caller, target),
    find: async (workspace, name) => {
      const { agents } = await cache.snapshot({ workspace, principal: 'system' });
      const agent = agents.get(name);
      return agent === undefined || agent.status === 'draining'
        ? undefined
        : { id: agent.id, name };
    },
  };
}

function onBehalfOf({ workspace, agentName }: Pick<Lease, 'workspace' | 'agentName'>): Caller {
  return { workspace, principal: agentName };
}

/** What a turn knows of an agent, defaults filled in. */
export function toProfile({
  kind,
  configuration,
}: Pick<AgentVersion, 'kind' | 'configuration'>): AgentProfile {
  return {
    kind,
    systemPrompt: configuration.system_prompt ?? '',
    userPromptTemplate: configuration.user_prompt_template,
    parameters: configuration.parameters ?? {},
    outputSchema: configuration.output_schema,
    tools: configuration.tools,
    toolConfig: configuration.tool_config ?? {},
    toolPolicies: configuration.tool_policies ?? {},
    onReply: configuration.on_reply ?? [],
    grants: configuration.grants,
    llm: configuration.llm ?? {},
    memory: memoryUseOf({ kind, configuration }),
    timeoutMs:
      configuration.timeout === undefined ? undefined : parseDuration(configuration.timeout),
  };
}
