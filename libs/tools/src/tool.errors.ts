/** Every way in which a tool call can fail. Codes never change their meaning. */
export type ToolFaultCode =
  | 'TOOL_NOT_ALLOWED'
  | 'TOOL_UNKNOWN'
  | 'TOOL_ARGUMENTS_INVALID'
  | 'TOOL_CALLS_EXHAUSTED'
  /** The agent's policy for the tool forbids the call as it is. */
  | 'TOOL_POLICY_DENIED'
  /** As often in a minute as the agent's policy allows. */
  | 'TOOL_RATE_LIMITED'
  /** As many calls at a time as the agent's policy allows run, and none ended in time. */
  | 'TOOL_BUSY'
  /** A tool of an MCP server that no person approved as it is now. */
  | 'TOOL_UNAPPROVED'
  /** A person must allow the call, and nobody has. */
  | 'TOOL_NEEDS_APPROVAL'
  /** Unsafe, and the turn has read content from outside. */
  | 'TOOL_TAINTED'
  | 'TOOL_TIMEOUT'
  | 'TOOL_FAILED'
  | 'TOOL_RESULT_TOO_LARGE'
  /** Of a call that may not be repeated: whether it took effect cannot be said. */
  | 'OUTCOME_UNKNOWN'
  | 'EGRESS_DENIED'
  /** A tool of memory, called for an agent without one. */
  | 'MEMORY_DISABLED';

/**
 * Thrown when a tool cannot do what the call asks; the executor tells the model.
 * Remedy: the message says what to change, in words a model can act upon. It never holds a secret.
 */
export class ToolFault extends Error {
  constructor(
    readonly code: ToolFaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ToolFault';
  }
}
