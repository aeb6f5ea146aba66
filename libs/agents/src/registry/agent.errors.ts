import { ProtocolError } from '#protocol';

/** Thrown when no agent of the workspace has the name. Remedy: list the agents. */
export function agentNotFound(name: string, nearest: readonly string[] = []): ProtocolError {
  return new ProtocolError('AGENT_NOT_FOUND', `Agent '${name}' not found`, {
    suggestion: 'Use /api/v1/agents to list the agents',
    ...(nearest.length === 0 ? {} : { nearest: [...nearest] }),
  });
}

/** Thrown when a message is addressed to an agent that drains. Remedy: send to a capability. */
export function agentDrains(name: string): ProtocolError {
  return new ProtocolError(
    'AGENT_NOT_FOUND',
    `Agent '${name}' is being removed and takes no new messages`,
    { suggestion: 'Send to a capability, or resume the agent to keep it' },
  );
}

/** Thrown when the name is taken. Remedy: another name, or an update. */
export function agentNameTaken(name: string): ProtocolError {
  return new ProtocolError('AGENT_ALREADY_EXISTS', `Agent '${name}' already exists`, {
    agent_id: name,
    suggestion: `Choose another name, or use PUT /api/v1/agents/${name} to change the agent`,
  });
}

/** Thrown when the workspace has as many agents as it may. Remedy: remove some. */
export function agentsFull(most: number): ProtocolError {
  return new ProtocolError('AGENTS_FULL', `The workspace has its ${String(most)} agents`, {
    limit: most,
    suggestion: 'Remove agents that nobody uses, or raise CAXTON_MAX_AGENTS',
  });
}

/**
 * Thrown when nobody provides the capability, in the words of the contract (quick start, error
 * response format). Remedy: one of the available ones.
 */
export function unknownCapability(
  name: string,
  available: readonly string[],
  nearest: readonly string[],
): ProtocolError {
  return new ProtocolError('INVALID_CAPABILITY', `Capability '${name}' not found`, {
    available_capabilities: [...available],
    suggestion: 'Use /api/v1/capabilities to list available capabilities',
    ...(nearest.length === 0 ? {} : { nearest: [...nearest] }),
  });
}

/**
 * Thrown when mail is to go where whoever asked for it may not reach. Remedy: one of those that are granted, or
 * credentials with the grant. `isOwn`: it is they who are told.
 */
export function notGranted(
  kind: 'agent' | 'capability',
  name: string,
  granted: readonly string[],
  isOwn = false,
): ProtocolError {
  const who = isOwn ? 'You are' : 'Whoever asked for this is';
  const others =
    granted.length === 0 ? 'Nothing else is granted' : `Granted: ${granted.join(', ')}`;
  return new ProtocolError('NOT_GRANTED', `${who} not granted the ${kind} '${name}'. ${others}`, {
    granted: [...granted],
    suggestion: 'Do without it, or ask an admin for the grant',
  });
}

/** Thrown when the only agent with the capability is the one that asks. Remedy: do it itself. */
export function soleProvider(
  capability: string,
  sender: string,
  available: readonly string[],
): ProtocolError {
  return new ProtocolError(
    'INVALID_CAPABILITY',
    `Capability '${capability}' is provided by no agent but '${sender}' itself`,
    {
      available_capabilities: [...available],
      suggestion: 'Use /api/v1/capabilities to list available capabilities',
    },
  );
}
