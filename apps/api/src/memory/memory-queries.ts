import { z } from 'zod';
import {
  agentName,
  conversationId,
  directions,
  entityType,
  memoryScope,
  recallModes,
  relationType,
  share,
  temporalFilter,
  traversals,
} from '#protocol';
import {
  queryCursor,
  queryLimit,
  queryList,
  queryNumber,
  querySwitch,
} from '../http/query-parts.js';

const target = {
  agent_id: agentName,
  memory_scope: memoryScope.optional(),
  conversation_id: conversationId.optional(),
};

const shareOr = (fallback: number): z.ZodType<number> => queryNumber(share).prefault(fallback);

const types = queryList(entityType, 20).optional();

/** Query of a search with GET. */
export const memorySearchOptions = z.strictObject({
  ...target,
  query: z.string().min(1).max(4_000),
  limit: queryNumber(z.int().min(1).max(100)).prefault(10),
  min_similarity: shareOr(0.6),
  mode: z.enum(recallModes).default('semantic'),
  entity_types: types,
  include_relations: querySwitch('Whether each tells what it is related to.'),
  ...temporalFilter,
});
export type MemorySearchOptions = z.infer<typeof memorySearchOptions>;

/** Query of one entity. */
export const entityOptions = z.strictObject(target);
export type EntityOptions = z.infer<typeof entityOptions>;

/** Query of the list of entities. */
export const entityListOptions = z.strictObject({
  ...target,
  entity_type: entityType.optional(),
  cursor: queryCursor,
  limit: queryLimit(20),
});
export type EntityListOptions = z.infer<typeof entityListOptions>;

/** Query of a list. */
export const memoryPage = z.strictObject({
  ...target,
  cursor: queryCursor,
  limit: queryLimit(20),
});
export type MemoryPage = z.infer<typeof memoryPage>;

const days = (fallback: number, description: string): z.ZodType<number> =>
  queryNumber(z.int().min(1).max(36_500)).prefault(fallback).meta({ description });

/** Query of a quality report. */
export const qualityOptions = z.strictObject({
  ...target,
  stale_days: days(180, 'Days without a write or a use after which something is stale.'),
  unused_days: days(30, 'Days without any use after which something is unused.'),
});
export type QualityOptions = z.infer<typeof qualityOptions>;

/** Query of statistics. */
export const statsOptions = z.strictObject({ ...target, agent_id: agentName.optional() });
export type StatsOptions = z.infer<typeof statsOptions>;

/** Query of a graph. */
export const graphOptions = z.strictObject({
  ...target,
  max_depth: queryNumber(z.int().min(0).max(10)).prefault(3),
  min_strength: shareOr(0),
  relation_types: queryList(relationType, 20).optional(),
  include_observations: querySwitch('Whether nodes tell what is known of them; true if not said.'),
  traversal_strategy: z.enum(traversals).default('breadth_first'),
  direction: z.enum(directions).default('outgoing').meta({
    description: 'Which way relations are followed; those that hold both ways always are.',
  }),
  ...temporalFilter,
});
export type GraphOptions = z.infer<typeof graphOptions>;

/** Query of a clearing. */
export const clearOptions = z.strictObject({
  memory_scope: memoryScope.optional(),
  conversation_id: conversationId.optional(),
  entity_types: types,
  confirm: querySwitch('Must be true: what is cleared is gone.'),
});
export type ClearOptions = z.infer<typeof clearOptions>;
