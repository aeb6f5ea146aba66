import type { JsonObject } from '#protocol';

const printable = '^[^\\u0000-\\u001F\\u007F]+$';

const entity = (description: string): JsonObject => ({
  type: 'string',
  minLength: 1,
  maxLength: 200,
  pattern: printable,
  description,
});

const word = (description: string): JsonObject => ({
  type: 'string',
  pattern: '^[a-z][a-z0-9_]{0,63}$',
  description,
});

const share = (description: string): JsonObject => ({
  type: 'number',
  minimum: 0,
  maximum: 1,
  description,
});

function strict(required: readonly string[], properties: JsonObject): JsonObject {
  return { type: 'object', additionalProperties: false, required: [...required], properties };
}

const fact = strict(['content'], {
  content: {
    type: 'string',
    minLength: 1,
    maxLength: 2_000,
    description: 'One fact in one sentence that can be understood by itself.',
  },
  predicate: word(
    'The question it answers, such as prefers or delivery_address: a later fact with the same one takes its place.',
  ),
  confidence: share('How sure it is.'),
});

/** Arguments of `memory_remember`. */
export const rememberParameters = strict(['entity', 'facts'], {
  entity: entity('The name of what the facts are about, such as Acme or q3_sales.'),
  type: word('What kind of thing it is, such as customer, insight, plan.'),
  facts: { type: 'array', minItems: 1, maxItems: 20, items: fact },
});

/** Arguments of `memory_search`. */
export const searchParameters = strict(['query'], {
  query: { type: 'string', minLength: 1, maxLength: 1_000, description: 'What to look for.' },
  limit: { type: 'integer', minimum: 1, maximum: 20, description: 'Matches at most; 5.' },
  min_similarity: share('Least cosine of a match; 0.4.'),
});

/** Arguments of `memory_relate`. */
export const relateParameters = strict(['from', 'to', 'type'], {
  from: entity('The entity that the relation goes out from.'),
  to: entity('The entity that it goes to.'),
  type: word('How the one stands to the other, such as supported_by.'),
  strength: share('How strong the relation is. Left out: as it is known, 0.5 if it is new.'),
  bidirectional: {
    type: 'boolean',
    description: 'Whether it holds both ways. Left out: as it is known, false if it is new.',
  },
});
