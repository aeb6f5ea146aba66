/** What one code of a call means, for the record of calls and for docs/tools.md. */
interface CallCodeEntry {
  /** `refused`: nothing of the tool has run. */
  readonly ends: 'refused' | 'failed' | 'unknown';
  readonly when: string;
}

/** Every code that a model is told of a call of a tool that gave no result. Codes never change their meaning. */
export const callCodes = {
  TOOL_UNKNOWN: { ends: 'refused', when: 'There is no such tool.' },
  TOOL_NOT_ALLOWED: { ends: 'refused', when: "The agent's configuration does not name it." },
  TOOL_ARGUMENTS_INVALID: {
    ends: 'refused',
    when: 'An argument is missing, unknown or wrong, or they are no JSON; the message says which.',
  },
  TOOL_CALLS_EXHAUSTED: {
    ends: 'refused',
    when: 'The turn has made its calls, or its calls of this tool.',
  },
  TOO_MANY_CALLS: {
    ends: 'refused',
    when: 'One answer of the model asked for more than 32 calls.',
  },
  TOOL_POLICY_DENIED: {
    ends: 'refused',
    when: "The agent's policy forbids the call as it is: its method, say.",
  },
  TOOL_RATE_LIMITED: {
    ends: 'refused',
    when: "The agent's policy allows no more calls this minute.",
  },
  TOOL_BUSY: {
    ends: 'refused',
    when: "The agent's calls of the tool run, and none of them ended in time.",
  },
  TOOL_UNAPPROVED: {
    ends: 'refused',
    when: 'Of an MCP server, and not (any more) as a person approved it.',
  },
  TOOL_UNAVAILABLE: {
    ends: 'refused',
    when: 'Its MCP server is being spared after failures, or is not run by this process.',
  },
  TOOL_NEEDS_APPROVAL: { ends: 'refused', when: 'A person must allow the call, and nobody has.' },
  APPROVAL_DENIED: { ends: 'refused', when: 'A person did not allow it.' },
  TOOL_TAINTED: { ends: 'refused', when: 'Unsafe, and the turn has read content from outside.' },
  TOOL_SECRET_WITHHELD: {
    ends: 'refused',
    when: 'A secret that it needs is not set, or may not be sent to that host.',
  },
  EGRESS_DENIED: {
    ends: 'refused',
    when: "The address must not be reached, or is none of the agent's domains.",
  },
  MEMORY_DISABLED: { ends: 'refused', when: 'A tool of memory, and the agent has none.' },
  INVALID_CAPABILITY: { ends: 'refused', when: 'Of a message: no other agent provides that.' },
  NOT_GRANTED: {
    ends: 'refused',
    when: 'Of a message: whoever asked for the work may not reach that.',
  },
  INVALID_PERFORMATIVE: { ends: 'refused', when: 'Of a message: there is no such performative.' },
  INVALID_TIMEOUT: { ends: 'refused', when: 'Of a message: its timeout is no duration.' },
  TOO_MANY_MESSAGES: {
    ends: 'refused',
    when: 'Of a message: the turn has sent as many as it may.',
  },
  NOT_RUN_IN_TRIAL: {
    ends: 'refused',
    when: 'The agent is only tried, and the trial does not allow the tool, or it sends messages.',
  },
  EGRESS_REDIRECT_DENIED: {
    ends: 'failed',
    when: 'The request was made; its answer was a redirect to where the agent must not go.',
  },
  TOOL_TIMEOUT: { ends: 'failed', when: 'A call that may be repeated took too long.' },
  TOOL_RESULT_TOO_LARGE: {
    ends: 'failed',
    when: 'The result, or what was fetched, is larger than allowed.',
  },
  FILES_GONE: {
    ends: 'failed',
    when: 'Files that it made before the turn was interrupted are gone.',
  },
  TOOL_FAILED: { ends: 'failed', when: 'Anything else; the message says what.' },
  OUTCOME_UNKNOWN: {
    ends: 'unknown',
    when: 'It may have taken effect, and is not made again.',
  },
} as const satisfies Readonly<Record<string, CallCodeEntry>>;

export type CallCode = keyof typeof callCodes;
