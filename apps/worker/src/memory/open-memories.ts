import type { Caller } from '#platform';
import { askedIn } from '#llm';
import {
  answerExcerptOf,
  excerptOf,
  isWorthLearning,
  placeOf,
  placesInSight,
  storeTurn,
  type Note,
  type OpenMemory,
  type Place,
  type RankedMemory,
} from '#memory';
import type { Turn } from '#messaging';
import type { LeftBehind, MemoryUse, ShownMemory, TurnMemories } from '#runtime';
import { MemoryNotebook } from './turn-notebook.js';

/** The memory of agents, for their turns. */
export function openMemories(memory: OpenMemory, now: () => Date): TurnMemories {
  return {
    recall: async (turn, use, signal) => {
      const query = {
        text: askedIn(turn.message.content),
        places: inSightOf(turn),
        minSimilarity: use.minSimilarity,
        hybrid: use.hybrid,
        limit: use.most,
      };
      return (await memory.turns.find(callerOf(turn), query, now(), signal)).map(toShown);
    },
    open: (turn, use) =>
      new MemoryNotebook({
        ...{ memory, use },
        caller: callerOf(turn),
        place: homeOf(turn, use),
        inSight: inSightOf(turn),
      }),
    leave: (turn, use, left) => {
      const what = leftBehind(turn, use, left);
      const isNothing =
        what.notes.length + what.used.entities.length === 0 && what.lesson === undefined;
      return isNothing ? undefined : (tx) => storeTurn(tx, what);
    },
  };
}

function callerOf({ lease: { workspace, agentName } }: Turn): Caller {
  return { workspace, principal: agentName };
}

function ownerOf({ lease: { agentName, conversationId } }: Turn): Parameters<typeof placeOf>[1] {
  return { agent: agentName, conversationId };
}

/** Where an agent writes: the scope of its configuration, and nowhere else. */
function homeOf(turn: Turn, { scope }: MemoryUse): Place {
  const place = placeOf(scope, ownerOf(turn));
  if (place === undefined) throw new Error(`A turn has no place of the scope ${scope}.`);
  return place;
}

function inSightOf(turn: Turn): Place[] {
  return placesInSight(ownerOf(turn));
}

function toShown(memory: RankedMemory): ShownMemory {
  const { id, name: entity, type, content, similarity, sourceMessageId: source } = memory;
  const { through, isTainted: tainted } = memory;
  return {
    ...{ id, entity, type, content },
    ...(similarity === undefined ? {} : { similarity }),
    ...(source === undefined ? {} : { source }),
    ...(through === undefined ? {} : { through }),
    ...(tainted ? { tainted } : {}),
  };
}

function leftBehind(
  turn: Turn,
  use: MemoryUse,
  { noted, used, answer, isTainted }: LeftBehind,
): Parameters<typeof storeTurn>[1] {
  const { lease, message } = turn;
  const place = homeOf(turn, use);
  const { sender, performative, capability } = message;
  const asked = excerptOf(message.content);
  const said = { sender, performative, capability, asked, answered: answerExcerptOf(answer) };
  const { agentId, agentName, agentVersion, conversationId } = lease;
  const agent = { agentId, agentName, agentVersion, conversationId };
  return {
    place,
    source: { by: agentName, messageId: message.id, isTainted },
    notes: noted.notes as unknown as readonly Note[],
    used,
    lesson:
      use.learns && isWorthLearning(said)
        ? { place, messageId: message.id, ...agent, said, isTainted }
        : undefined,
    maxEntries: use.maxEntries,
  };
}
