import { composeConfiguration, type DeployedConfiguration } from '#agents';
import type { AgentFields } from '#agent-files';
import { CliError } from '../run/cli-error.js';

/** One field that is not as it has to be. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** What a server would make of a file. */
export interface CheckedAgent {
  readonly configuration?: DeployedConfiguration;
  readonly changes: readonly string[];
  readonly warnings: readonly FieldFault[];
  readonly faults: readonly FieldFault[];
}

/**
 * Checks an agent as a server does, with the same function. What hangs on the server, such as which tools there are,
 * is not known here.
 * @param before the configuration that is deployed
 */
export function checkAgent(fields: AgentFields, before?: DeployedConfiguration): CheckedAgent {
  try {
    const composed = composeConfiguration(before, fields, 'configuration');
    return { ...composed, faults: [] };
  } catch (error) {
    return { changes: [], warnings: [], faults: faultsOf(error) };
  }
}

function faultsOf(error: unknown): readonly FieldFault[] {
  const { details } = error as { details?: { errors?: readonly FieldFault[] } };
  if (details?.errors === undefined) throw error;
  return details.errors;
}

/** The name of an agent that passed the check. */
export function nameOf(path: string, { name }: AgentFields): string {
  if (typeof name === 'string') return name;
  throw new CliError('usage', `${path} names no agent.`, 'Give it the field `name`.');
}
