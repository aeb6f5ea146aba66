import { fieldErrors } from '#protocol';
import type { Caller } from '#platform';
import { composeConfiguration, type Composed } from '../configuration/compose-configuration.js';
import { findIdlePolicies, type KnownTool } from '../configuration/check-policies.js';
import { findUnknownServerTools } from '../configuration/loose-ends.js';
import { refuseUngranted } from './refuse-ungranted.js';

/** The tools that the caller's workspace has. */
export type KnownTools = (caller: Caller) => Promise<readonly KnownTool[]>;

/** Those that agents of the caller's workspace cannot be given, by name, with the reason. */
export type WithheldTools = (caller: Caller) => Promise<ReadonlyMap<string, string>>;

/** Where the tools of a workspace are looked up. */
export interface ToolGround {
  readonly knownTools: KnownTools;
  readonly withheldTools: WithheldTools;
}

/** A configuration that is good by itself, and the tools there are. */
export interface Prepared extends Composed {
  readonly tools: readonly string[];
}

/**
 * The configuration that a body makes of nothing, checked with the tools of the workspace.
 * @throws {ProtocolError} INVALID_AGENT_CONFIGURATION with one entry per bad field; FORBIDDEN
 */
export async function prepareDeployment(
  { knownTools, withheldTools }: ToolGround,
  caller: Caller,
  body: unknown,
): Promise<Prepared> {
  const composed = composeConfiguration(undefined, body, 'configuration', caller.grants);
  refuseUngranted(caller.grants, composed.configuration);
  const known = await knownTools(caller);
  const tools = known.map((tool) => tool.name);
  const faults = [
    ...findUnknownServerTools(composed.configuration, tools, await withheldTools(caller)),
    ...findIdlePolicies(composed.configuration, known),
  ];
  if (faults.length > 0) throw fieldErrors('INVALID_AGENT_CONFIGURATION', faults);
  return { ...composed, tools };
}
