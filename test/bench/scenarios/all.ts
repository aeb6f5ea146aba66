import { accept } from './accept.js';
import { batch } from './batch.js';
import { broadcast } from './broadcast.js';
import { chain } from './chain.js';
import { conversations } from './conversations.js';
import { fanOut } from './fan-out.js';
import { hotConversation } from './hot-conversation.js';
import { manyAgents } from './many-agents.js';
import { memorySearch } from './memory-search.js';
import { overload } from './overload.js';
import type { Scenario } from './scenario.js';
import { slowModel } from './slow-model.js';
import { start } from './start.js';
import { stored } from './stored.js';
import { sustained } from './sustained.js';
import { turn } from './turn.js';

/** Every scenario, in the order in which they are measured. */
export const allScenarios: readonly Scenario[] = [
  ...[accept, turn, hotConversation, conversations, stored, broadcast, chain, batch, fanOut],
  ...[manyAgents, memorySearch, slowModel, overload, sustained, start],
];
