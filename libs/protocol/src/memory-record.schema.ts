import { z } from 'zod';
import { agentName, conversationId } from './ids.js';
import { isStorable, isTellable, storableRule, tellableRule } from './instant.js';
import { jsonObject } from './json.js';
import { relationType } from './memory-graph.schema.js';
import {
  entityType,
  factText,
  isInOrder,
  memoryScope,
  newEntityName,
  outOfOrder,
} from './memory.schema.js';
import { share } from './share.js';

/** The form of an export. A later 1.x may add fields; 2.0 may change them. */
export const memoryExportVersion = '1.0' as const;

const count = z.int().min(0).max(2_147_483_647);
/** Leaves room for as many changes again: what is at the end of its numbers could never change. */
const version = z.int().min(1).max(1_000_000_000);
const word = z.string().min(1).max(200);

/** What can be kept, and told again by the next export. */
const instant = z.iso
  .datetime({ offset: true })
  .refine(isStorable, storableRule)
  .refine(isTellable, tellableRule);

const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/, 'may hold letters, digits and . _ : -');

/** Too short to have a direction, or so long that its square overflows: no cosine can be told of it. */
function hasDirection(vector: readonly number[]): boolean {
  const square = vector.reduce((sum, value) => sum + value * value, 0);
  return square > 1e-12 && square < 1e12;
}

/** A piece of an entity as a vector of one model. */
const embedding = z.strictObject({
  model: word,
  chunk: count.default(0),
  embedding: z
    .array(z.number())
    .min(1)
    .max(16_000)
    .refine(hasDirection, 'must be a vector with a direction, about as long as 1'),
});

/** One fact, with where it came from and what became of it. */
const fact = z.strictObject({
  observation_id: id.optional(),
  content: factText,
  predicate: word.nullish(),
  confidence: share.optional(),
  state: z.enum(['current', 'superseded', 'retracted', 'review']).optional(),
  superseded_by: id.nullish(),
  /** Why it waits for people. */
  review_reason: z.string().max(1_000).nullish(),
  /** Facts that it was made from. */
  derived_from: z.array(id).max(1_000).optional(),
  valid_from: instant.optional(),
  valid_to: instant.nullish(),
  created_by: word.optional(),
  source_message_id: word.nullish(),
  created_at: instant.optional(),
  /** It was learned in a turn that had read content from outside. */
  tainted: z.boolean().optional(),
});
export type FactRecord = z.infer<typeof fact>;

const owner = {
  memory_scope: memoryScope.optional(),
  agent_id: agentName.nullish(),
  conversation_id: conversationId.nullish(),
};

const origin = {
  created_by: word.optional(),
  source_message_id: word.nullish(),
  created_at: instant.optional(),
  updated_at: instant.optional(),
};

/** More than any export holds in one record, which may be of 16 MiB; whoever writes one by hand says it in several. */
const mostFacts = 50_000;

/** An entity on its way from one memory to another, with everything that hangs on it. */
export const entityRecord = z
  .strictObject({
    record: z.literal('entity').optional(),
    entity_id: id.optional(),
    entity_name: newEntityName,
    entity_type: entityType,
    ...owner,
    confidence: share.optional(),
    strength: share.optional(),
    version: version.optional(),
    state: z.enum(['current', 'retracted']).optional(),
    pinned: z.boolean().optional(),
    metadata: jsonObject.optional(),
    ...origin,
    valid_from: instant.nullish(),
    valid_to: instant.nullish(),
    recalled_at: instant.nullish(),
    recalls: count.optional(),
    observations: z
      .array(z.union([factText, fact]))
      .max(mostFacts)
      .default([])
      .meta({ description: 'Every fact, also those that no longer hold, in their order.' }),
    uses: z
      .array(z.strictObject({ message_id: word, used_at: instant }))
      .default([])
      .meta({ description: 'Answers that it went into.' }),
    embeddings: z.array(embedding).default([]),
  })
  .meta({ id: 'MemoryEntityRecord' });
export type EntityRecord = z.infer<typeof entityRecord>;

const relationState = {
  strength: share.default(0.5),
  confidence: share.default(1),
  bidirectional: z.boolean().default(false),
  metadata: jsonObject.default({}),
  version: version.optional(),
  valid_from: instant.nullish(),
  valid_to: instant.nullish(),
};

/** What a relation was until it was changed. */
const relationVersion = z
  .strictObject({
    ...relationState,
    created_by: word.optional(),
    source_message_id: word.nullish(),
    known_from: instant,
    known_to: instant,
  })
  .refine(({ known_from, known_to }) => Date.parse(known_from) <= Date.parse(known_to), {
    path: ['known_to'],
    error: 'must not lie before known_from',
  });
export type RelationVersionRecord = z.infer<typeof relationVersion>;

/** A relation on its way from one memory to another, by the names of its ends. */
export const relationRecord = z
  .strictObject({
    record: z.literal('relation').optional(),
    relation_id: id.optional(),
    from_entity: newEntityName,
    to_entity: newEntityName,
    relation_type: relationType,
    ...owner,
    ...relationState,
    state: z.enum(['current', 'retracted']).optional(),
    ...origin,
    /** What it is now was said in a turn that had read content from outside. */
    tainted: z.boolean().optional(),
    /** Who made this version, in which message, and when; null: it was never changed. */
    changed_by: word.nullish(),
    changed_message_id: word.nullish(),
    changed_at: instant.nullish(),
    history: z
      .array(relationVersion)
      .optional()
      .meta({ description: 'What it was before, in the order of its versions.' }),
    uses: z
      .array(z.strictObject({ message_id: word, used_at: instant }))
      .optional()
      .meta({ description: 'Answers that used a memory which it had led to.' }),
  })
  .refine(isInOrder, outOfOrder)
  .meta({ id: 'MemoryRelationRecord' });
export type RelationRecord = z.infer<typeof relationRecord>;

/** What JSON Lines end with: how many records there were. */
export const exportEnd = z.looseObject({
  entities: count.optional(),
  relations: count.optional(),
});

/** What an export begins with. */
export const exportMetadata = z
  .looseObject({
    record: z.literal('export_metadata').optional(),
    version: z.string().regex(/^1\.\d{1,3}$/, 'must be 1.0: this server reads no other form'),
  })
  .meta({ id: 'MemoryExportMetadata' });
