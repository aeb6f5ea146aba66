import type { ConversationOperation } from '#protocol';
import type { KeepingFilter } from './kept-window.repository.js';

/** A filter as it is told to people, in the words of the API; `ids` are those that it is narrowed to. */
export function tellFilter(filter: KeepingFilter, ids?: readonly string[]): ToldFilter {
  const { before, archivedAfter, agent, capability, isArchived } = filter;
  const told: Readonly<Record<keyof ToldFilter, unknown>> = {
    status: isArchived ? 'archived' : 'completed',
    last_activity_before: before,
    archived_after: archivedAfter,
    agent,
    capability,
    conversation_ids: ids,
  };
  const there = Object.entries(told).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(there) as ToldFilter;
}

type ToldFilter = ConversationOperation['filter'];
