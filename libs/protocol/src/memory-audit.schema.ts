import { z } from 'zod';
import { agentName, conversationId, messageId, timestamp } from './ids.js';
import { memoryRelation, relationId, relationType } from './memory-graph.schema.js';
import { entityName, memoryScope, observationId, storedScope } from './memory.schema.js';

/** How a fact stands. */
const observationState = z.enum(['current', 'superseded', 'retracted', 'review']);

/** Whose memory a command means. */
const memoryTarget = {
  agent_id: agentName,
  memory_scope: memoryScope.optional(),
  conversation_id: conversationId.optional(),
};

/** A fact with the entity that it is about. */
const memoryFact = z
  .object({
    observation_id: observationId,
    entity_name: entityName,
    entity_type: z.string(),
    memory_scope: storedScope,
    content: z.string(),
    predicate: z.string().nullable(),
    confidence: z.number(),
    state: observationState,
    valid_from: timestamp,
    valid_to: timestamp.nullable(),
    tainted: z.boolean().meta({
      description: 'It was learned in a turn that had read content from outside.',
    }),
  })
  .meta({ id: 'MemoryFact' });
export type MemoryFact = z.infer<typeof memoryFact>;

/** The message whose turn a fact was learned in, as far as it is still there. */
const learnedFrom = z.object({
  message_id: messageId,
  conversation_id: conversationId.optional(),
  sender: z.string().optional(),
  performative: z.string().optional(),
  /** The agent whose turn it was, and the version of its configuration. */
  agent: z.string().optional(),
  agent_version: z.int().nullish(),
  accepted_at: timestamp.optional(),
});

const usedIn = z.array(z.object({ message_id: messageId, used_at: timestamp }));

/** The id of a retraction. */
export const retractionId = z
  .string()
  .regex(/^ret-[0-9a-f-]{1,64}$/, 'must be the id of a retraction')
  .meta({ id: 'RetractionId', examples: ['ret-0198c4b2-7d1a-7c3e-9f00-3a5b6c7d8e9f'] });

/** Say of a fact, an entity or a relation whether it may be the word of others. */
export const setTaint = z
  .strictObject({ ...memoryTarget, tainted: z.boolean() })
  .meta({ id: 'SetTaint', examples: [{ agent_id: 'DataAnalyzer', tainted: false }] });
export type SetTaint = z.infer<typeof setTaint>;

export const taintSet = z
  .object({
    /** The id of the fact or relation, or the name of the entity. */
    subject: z.string(),
    tainted: z.boolean(),
  })
  .meta({ id: 'TaintSet' });
export type TaintSet = z.infer<typeof taintSet>;

/** A relation by its ends, as it stands now. */
const relationTaken = z.object({
  relation_id: relationId,
  from_entity: entityName,
  to_entity: entityName,
  relation_type: relationType,
  memory_scope: storedScope,
  state: z.enum(['current', 'retracted']),
});
export type RelationTaken = z.infer<typeof relationTaken>;

/** Facts that were taken back together, or a relation. */
const memoryRetraction = z
  .object({
    retraction_id: retractionId,
    memory_scope: storedScope,
    reason: z.string().nullable(),
    retracted_by: z.string(),
    retracted_at: timestamp,
    undone_by: z.string().nullable(),
    undone_at: timestamp.nullable(),
  })
  .meta({ id: 'MemoryRetraction' });
export type MemoryRetraction = z.infer<typeof memoryRetraction>;

/** Where a fact comes from and what became of it. */
export const memoryWhy = z
  .object({
    fact: memoryFact,
    source: z.object({
      created_by: z.string(),
      created_at: timestamp,
      message: learnedFrom.nullable(),
    }),
    derived_from: z.array(memoryFact),
    supersedes: z.array(memoryFact),
    superseded_by: memoryFact.nullable(),
    retractions: z.array(memoryRetraction),
    /** The messages whose answers it went into, the newest first, at most 100. */
    used_in: usedIn,
    uses: z.int(),
  })
  .meta({ id: 'MemoryWhy' });
export type MemoryWhy = z.infer<typeof memoryWhy>;

/** Where a relation comes from. */
export const memoryRelationWhy = z
  .object({
    /** Each version in its `history` names the message that it was said in. */
    relation: memoryRelation,
    /** Who said it first. */
    source: z.object({
      created_by: z.string(),
      created_at: timestamp,
      message: learnedFrom.nullable(),
    }),
    retractions: z.array(memoryRetraction),
    /** The messages whose answers used a memory that it had led to, the newest first, at most 100. */
    used_in: usedIn,
    uses: z.int(),
  })
  .meta({ id: 'MemoryRelationWhy' });
export type MemoryRelationWhy = z.infer<typeof memoryRelationWhy>;

/** What depends on a relation. */
export const memoryRelationImpact = z
  .object({
    relation: memoryRelation,
    used_in: usedIn,
    uses: z.int(),
    /** What was learned in the turns of those answers. At most 100. */
    learned: z.array(memoryFact),
  })
  .meta({ id: 'MemoryRelationImpact' });
export type MemoryRelationImpact = z.infer<typeof memoryRelationImpact>;

/** What depends on a fact. */
export const memoryImpact = z
  .object({
    fact: memoryFact,
    /** What was derived from it, and from that: a retraction takes it along. At most 100. */
    derived: z.array(memoryFact),
    used_in: usedIn,
    uses: z.int(),
    /** Learned in turns that it was shown to: `review_learned` puts it before people. At most 100. */
    learned: z.array(memoryFact),
  })
  .meta({ id: 'MemoryImpact' });
export type MemoryImpact = z.infer<typeof memoryImpact>;

const reason = z.string().min(1).max(1_000).optional();

/** Take a fact back. */
export const retractFact = z
  .strictObject({
    ...memoryTarget,
    reason,
    /** Whether what was learned in turns that it was shown to is to be looked at again. */
    review_learned: z.boolean().default(false),
  })
  .meta({
    id: 'RetractFact',
    examples: [{ agent_id: 'DataAnalyzer', reason: 'The customer says that this is wrong.' }],
  });
export type RetractFact = z.infer<typeof retractFact>;

/** What a retraction did. Only facts that the agent may see are listed. */
export const factsRetracted = z
  .object({
    retraction_id: retractionId,
    /** What was named, and what was derived from it. */
    retracted: z.array(memoryFact),
    /** What had given way to it and holds again. */
    restored: z.array(memoryFact),
    /** What waits for people now. */
    to_review: z.array(memoryFact),
  })
  .meta({ id: 'FactsRetracted' });
export type FactsRetracted = z.infer<typeof factsRetracted>;

/** Take a relation back. */
export const retractRelation = z
  .strictObject({
    ...memoryTarget,
    reason,
    /** Whether what was learned in turns that it led to something in is to be looked at again. */
    review_learned: z.boolean().default(false),
  })
  .meta({
    id: 'RetractRelation',
    examples: [{ agent_id: 'DataAnalyzer', reason: 'They never worked together.' }],
  });
export type RetractRelation = z.infer<typeof retractRelation>;

export const relationRetracted = z
  .object({
    retraction_id: retractionId,
    relation: memoryRelation,
    /** What waits for people now. */
    to_review: z.array(memoryFact),
  })
  .meta({ id: 'RelationRetracted' });
export type RelationRetracted = z.infer<typeof relationRetracted>;

/** Undo a retraction, accept a fact: whose memory is meant. */
export const memoryDecision = z
  .strictObject({ ...memoryTarget, reason })
  .meta({ id: 'MemoryDecision', examples: [{ agent_id: 'DataAnalyzer' }] });
export type MemoryDecision = z.infer<typeof memoryDecision>;

export const retractionUndone = z
  .object({
    retraction_id: retractionId,
    undone_at: timestamp,
    /** The facts that stand again as they stood before. */
    changed: z.array(memoryFact),
    /** The relation that counts again, if one was taken back. */
    relations: z.array(relationTaken),
  })
  .meta({ id: 'RetractionUndone' });
export type RetractionUndone = z.infer<typeof retractionUndone>;

export const memoryRetractions = z
  .object({
    retractions: z.array(
      memoryRetraction.extend({
        /** What was named, then what was derived from it: the first 20 that the agent may see. */
        retracted: z.array(memoryFact),
        /** Of those that the agent may see. */
        retracted_total: z.int(),
        /** The relation that was taken back, if it is not forgotten since. */
        relations: z.array(relationTaken),
      }),
    ),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'MemoryRetractions' });
export type MemoryRetractions = z.infer<typeof memoryRetractions>;

/** Facts that wait for people. */
export const memoryReview = z
  .object({
    waiting: z.array(
      memoryFact.extend({
        created_by: z.string(),
        created_at: timestamp,
        source_message_id: messageId.nullable(),
        /** Why people are to look at it. */
        reason: z.string().nullable(),
        /** What holds in answer to the same question, and gives way when this one is accepted. */
        contradicts: z.array(z.object({ observation_id: observationId, content: z.string() })),
      }),
    ),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'MemoryReview' });
export type MemoryReview = z.infer<typeof memoryReview>;

export const factAccepted = z
  .object({ fact: memoryFact, superseded: z.array(memoryFact) })
  .meta({ id: 'FactAccepted' });
export type FactAccepted = z.infer<typeof factAccepted>;
