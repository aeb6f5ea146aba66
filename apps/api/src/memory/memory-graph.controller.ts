import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  entityName,
  memoryGraph,
  memoryRelation,
  relationId,
  type MemoryGraph,
  type MemoryRelation,
} from '#protocol';
import type { Caller } from '#platform';
import { AgentRegistry } from '#agents';
import { MemoryView } from '#memory';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { readSettings, targetPlaces } from './memory-place.js';
import {
  entityOptions,
  graphOptions,
  type EntityOptions,
  type GraphOptions,
} from './memory-queries.js';
import { viewRelation } from './memory-relation-views.js';
import { readTime } from './memory-time.js';
import { viewEdges, viewNodes } from './memory-views.js';
import { notKnownThen } from './not-known-then.js';
import { unknownRelation } from './unknown-relation.js';

/** Entities of one answer at most. */
const mostNodes = 1_000;

/** What an entity is related to, and one relation with its history. */
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryGraphController {
  constructor(
    private readonly view: MemoryView,
    private readonly registry: AgentRegistry,
  ) {}

  @NeedsScopes('memory:read')
  @Get('relations/:id')
  @Reply(200, memoryRelation, 'Get a relation with all that it was.', {
    description:
      'Each change of it, with who said so, in which message and when. What it is now stands last.',
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async getRelation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: relationId }) id: string,
    @Query({ schema: entityOptions }) target: EntityOptions,
  ): Promise<MemoryRelation> {
    const settings = await readSettings(this.registry, caller, target.agent_id);
    const found = await this.view.relation(caller, targetPlaces(target, settings), id);
    if (found === undefined) throw unknownRelation(id);
    return viewRelation(found);
  }

  @NeedsScopes('memory:read')
  @Get('graph/:entity')
  @Reply(200, memoryGraph, 'Walk the graph from an entity.', {
    description:
      'Along the relations that `temporal_filter` chooses, in the state that they had at that time, to the ' +
      'entities that counted then. The entity that is named is told whatever its time.',
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async walkGraph(
    @CallerOf() caller: Caller,
    @Param('entity', { schema: entityName }) root: string,
    @Query({ schema: graphOptions }) options: GraphOptions,
  ): Promise<MemoryGraph> {
    const startedAt = performance.now();
    const settings = await readSettings(this.registry, caller, options.agent_id);
    const places = targetPlaces(options, settings);
    const found = await this.view.graph(caller, places, root, {
      depth: options.max_depth,
      minStrength: options.min_strength,
      types: options.relation_types,
      direction: options.direction,
      at: readTime(options),
      depthFirst: options.traversal_strategy === 'depth_first',
      limit: mostNodes,
    });
    if (found === undefined) {
      throw notKnownThen(root, options, await this.view.entity(caller, places, root));
    }
    return {
      root_entity: root,
      graph: {
        nodes: viewNodes(found, options.include_observations ?? true),
        edges: viewEdges(found),
      },
      traversal_stats: {
        max_depth: Math.max(...found.nodes.map(({ depth }) => depth)),
        nodes_found: found.nodes.length,
        edges_found: found.edges.length,
        traversal_time_ms: Math.round(performance.now() - startedAt),
        truncated: found.nodes.length === mostNodes,
      },
    };
  }
}
