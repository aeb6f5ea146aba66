import type { Group } from '../calls/methods.js';

/** What agents remember. */
export const memory = {
  /** Tells what an agent remembers. */
  ofAgent: 'getAgentMemory',
  /** Finds what an agent remembers about a matter. */
  searchOfAgent: 'searchAgentMemory',
  /** Finds what is remembered about a matter. */
  search: 'searchMemory',
  /** Remembers an entity with its facts. */
  remember: 'rememberEntity',
  /** Remembers many entities and relations at once. */
  rememberAll: 'rememberBatch',
  /** Remembers how one entity stands to another. */
  relate: 'relateEntities',
  /** Lists the entities, page by page. */
  entities: 'listEntities',
  /** Gives an entity with its facts. */
  entity: 'getEntity',
  /** Walks from an entity along its relations. */
  graph: 'walkGraph',
  /** Deletes an entity with all that hangs on it. */
  forget: 'forgetEntity',
  /** Keeps an entity from being forgotten by a rule. */
  pin: 'pinEntity',
  /** Empties a memory. */
  clear: 'clearMemory',
  /** Gives a memory as one document. */
  export: 'exportMemory',
  /** Takes a document into a memory. */
  import: 'importMemory',
} as const satisfies Group;
