import { isVisible, ofOneRule, visibleRule, type JsonObject } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import type { Tool, ToolContext } from '../tool.js';
import type { AgentMemory, ToldFact } from './agent-memory.js';
import { relateParameters, rememberParameters, searchParameters } from './memory-schemas.js';

/** The tools whose effect leaves with the commit of the turn, and not at all without one. */
export const notingTools: ReadonlySet<string> = new Set(['memory_remember', 'memory_relate']);

const timeoutMs = 15_000;
const defaults = { type: 'fact', limit: 5, minSimilarity: 0.4 };

/**
 * `memory_remember`, `memory_search` and `memory_relate`: the memory of the agent whose turn it is, which
 * comes with the grant of the call. An agent without memory cannot use them.
 */
export function createMemoryTools(): Tool[] {
  return [rememberTool, searchTool, relateTool];
}

const rememberTool: Tool = {
  name: 'memory_remember',
  description:
    'Remember facts about something, for later turns and conversations. Only what stays true and useful: no greetings, no secrets, no personal data. It is kept when this turn ends.',
  examples: ['Remember that Acme prefers the phone', 'Make a note of this for later'],
  safety: 'idempotent',
  parameters: rememberParameters,
  timeoutMs,
  execute: (args, context) => {
    const { entity, type = defaults.type, facts } = args as unknown as RememberArguments;
    refuseBlank({ entity });
    for (const { content } of facts) refuseBlank({ content });
    return memoryOf(context).remember({ entity, type, facts }, context.signal);
  },
};

const searchTool: Tool = {
  name: 'memory_search',
  description: 'Search what is remembered, by meaning and by words. Gives facts with their source.',
  examples: ['What do you remember about Acme?', 'Have we seen a pattern like this before?'],
  safety: 'read_only',
  parameters: searchParameters,
  timeoutMs,
  execute: (args, context) => {
    const {
      query: text,
      limit = defaults.limit,
      min_similarity: minSimilarity = defaults.minSimilarity,
    } = args as unknown as SearchArguments;
    return memoryOf(context).search({ text, limit, minSimilarity }, context.signal);
  },
};

const relateTool: Tool = {
  name: 'memory_relate',
  description:
    'Remember how one remembered entity stands to another. Both must be remembered already, or in this turn.',
  examples: ['Remember that the Q3 analysis is supported by the seasonal pattern'],
  safety: 'idempotent',
  parameters: relateParameters,
  timeoutMs,
  execute: (args, context) => {
    const relation = args as unknown as RelateArguments;
    refuseBlank({ from: relation.from, to: relation.to });
    if (relation.from === relation.to) {
      throw new ToolFault('TOOL_ARGUMENTS_INVALID', `to ${ofOneRule}`);
    }
    return memoryOf(context).relate(relation);
  },
};

interface RememberArguments {
  readonly entity: string;
  readonly type?: string;
  readonly facts: readonly ToldFact[];
}

interface SearchArguments {
  readonly query: string;
  readonly limit?: number;
  readonly min_similarity?: number;
}

interface RelateArguments extends JsonObject {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly strength?: number;
  readonly bidirectional?: boolean;
}

/** No pattern of the parameters: not every provider takes one that would say this. */
function refuseBlank(texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    if (!isVisible(text)) throw new ToolFault('TOOL_ARGUMENTS_INVALID', `${name} ${visibleRule}`);
  }
}

function memoryOf({ memory }: ToolContext): AgentMemory {
  if (memory !== undefined) return memory;
  throw new ToolFault(
    'MEMORY_DISABLED',
    'this agent has no memory: memory.enabled is false in its configuration',
  );
}
