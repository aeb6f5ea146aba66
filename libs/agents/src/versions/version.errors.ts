import { ProtocolError } from '#protocol';

/** Thrown when an agent has no version of the number. Remedy: list them. */
export function versionNotFound(name: string, number: number): ProtocolError {
  return new ProtocolError(
    'AGENT_VERSION_NOT_FOUND',
    `Agent '${name}' has no version ${String(number)}`,
    { suggestion: `Use /api/v1/agents/${name}/versions to list them` },
  );
}

/** Thrown when somebody wants to go back from the first version, or from a copy of it. Remedy: say where to. */
export function noVersionBefore(name: string, isFirst: boolean): ProtocolError {
  const why = isFirst ? 'is at its first version' : 'is as it was in version 1';
  return new ProtocolError(
    'AGENT_VERSION_NOT_FOUND',
    `Agent '${name}' ${why}: there is none before it`,
    { suggestion: `Name a version_number of those at /api/v1/agents/${name}/versions` },
  );
}

/** Thrown when somebody changed the agent meanwhile. Remedy: look, and decide anew. */
export function versionConflict(name: string, expected: number, is: number): ProtocolError {
  return new ProtocolError(
    'AGENT_VERSION_CONFLICT',
    `Agent '${name}' is at version ${String(is)}, not at version ${String(expected)}`,
    { version_number: is, suggestion: 'Look at what changed, then decide anew' },
  );
}

/** Thrown when conversations are not split. Remedy: begin a split. */
export function splitNotFound(name: string): ProtocolError {
  return new ProtocolError(
    'SPLIT_NOT_FOUND',
    `The conversations of agent '${name}' are not split between versions`,
    { suggestion: `Begin with PUT /api/v1/agents/${name}/split` },
  );
}

/** Thrown when an agent is made of code. Remedy: workers with other code. */
export function agentOfCode(name: string): ProtocolError {
  return new ProtocolError(
    'AGENT_OF_CODE',
    `Agent '${name}' is made of code: its workers have one version of it`,
    { suggestion: 'Start workers with the code that is wanted' },
  );
}
