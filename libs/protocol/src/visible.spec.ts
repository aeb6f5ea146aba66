import type { z } from 'zod';
import { relateEntities } from './memory-graph.schema.js';
import { entityRecord, relationRecord } from './memory-record.schema.js';
import { rememberBatch, rememberEntity } from './memory.schema.js';
import { toFieldErrors } from './field-errors.js';
import { isVisible } from './visible.js';

describe(isVisible, () => {
  it.each([' ', ' \u00a0\u3000', '\u200b', '\ufeff', '\u2800', '\u3164', '\u00ad\u2060', '\t\n'])(
    'sees nothing in %j',
    (text) => {
      expect(isVisible(text)).toBe(false);
    },
  );

  it.each(['a', ' a ', '\u200b。', 'ไทย', '👩‍👩‍👧', '-', '٣'])('sees something in %j', (text) => {
    expect(isVisible(text)).toBe(true);
  });

  const blank = '\u200b ';
  const agent = { agent_id: 'A' };
  const acme = { entity_name: 'acme', entity_type: 'customer', observations: ['Pays late'] };
  const named = { ...acme, entity_name: blank };
  const relation = { from_entity: blank, to_entity: blank, relation_type: 'like' };
  const ends = ['from_entity', 'to_entity'];

  const asked: readonly [string, z.ZodType, unknown, readonly string[]][] = [
    ['the name of an entity', rememberEntity, { ...agent, ...named }, ['entity_name']],
    [
      'facts of an entity',
      rememberEntity,
      { ...agent, ...acme, observations: ['Pays late', blank, { content: blank }] },
      ['observations[1]', 'observations[2].content'],
    ],
    [
      'the name of one of a batch',
      rememberBatch,
      { ...agent, entities: [acme, named] },
      ['entities[1].entity_name'],
    ],
    ['the ends of a relation', relateEntities, { ...agent, ...relation }, ends],
    [
      'an entity of an import',
      entityRecord,
      { ...named, observations: [blank, { content: blank }] },
      ['entity_name', 'observations[0]', 'observations[1].content'],
    ],
    ['a relation of an import', relationRecord, relation, ends],
  ];

  it.each(asked)('is asked of %s, and refused by its field', (_what, schema, given, fields) => {
    const { error } = schema.safeParse(given);
    const message = 'must hold a visible character';
    expect(toFieldErrors(error?.issues ?? [])).toEqual(
      fields.map((field) => ({ field, rule: 'custom', message })),
    );
  });
});
