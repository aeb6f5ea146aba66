import { toBadRequests, type BadRow } from './bad-request.js';

const invalid = 'INVALID_REQUEST';
const memory = '/api/v1/memory';
const letters = '/api/v1/dead-letters';

function cursor(path: string, place: string): BadRow {
  const word = Buffer.from(place).toString('base64url');
  const what = `the cursor ${place} of ${path}`;
  return [what, `${path}?cursor=${word}`, {}, 400, 'INVALID_REQUEST', 'cursor'];
}

function since(moment: string): BadRow {
  const path = `${letters}?since=${encodeURIComponent(moment)}`;
  return [`dead letters since ${moment}`, path, {}, 400, 'INVALID_REQUEST', 'since'];
}

function nul(parameter: string, path: string): BadRow {
  const at = `/api/v1/memory/${path}${path.includes('?') ? '&' : '?'}${parameter}=%00`;
  return [`U+0000 in ${parameter} of ${path}`, at, {}, 400, 'INVALID_REQUEST', parameter];
}

/** An empty number would be 0, and `Number` reads the others. */
function numbers(path: string, parameter: string): BadRow[] {
  return ['', '0x10', '1e1'].map((text) => {
    const at = `${path}${path.includes('?') ? '&' : '?'}${parameter}=${text}`;
    return [`the number '${text}' as ${parameter} of ${path}`, at, {}, 400, invalid, parameter];
  });
}

/** Places and instants that no list has, and that Postgres itself would refuse. */
export const badPlaces = toBadRequests([
  [
    'a name and a fact of invisible characters',
    `${memory}/entities`,
    { body: { agent_id: 'A', entity_name: '\u200b', entity_type: 'a', observations: [' '] } },
    400,
    invalid,
    'entity_name',
  ],
  [
    'an end of a relation that is only spaces',
    `${memory}/relations`,
    { body: { agent_id: 'A', from_entity: 'a', to_entity: '   ', relation_type: 'like' } },
    400,
    invalid,
    'to_entity',
  ],
  ...numbers('/api/v1/agents', 'limit'),
  ...numbers('/api/v1/conversations/any?follow=true', 'after'),
  ...numbers(`${memory}/search?agent_id=Anyone&query=coffee`, 'min_similarity'),
  ...numbers(`${memory}/graph/acme?agent_id=Anyone`, 'max_depth'),
  ...numbers(`${memory}/quality?agent_id=Anyone`, 'stale_days'),
  since('0000-01-01T00:00:00Z'),
  since('2030-01-01T00:00:00+16:00'),
  since(`2030-01-01T00:00:00.${'1'.repeat(150)}Z`),
  [
    'dead letters to put back since the year 0',
    `${letters}/requeue`,
    { body: { filter: { since: '0000-01-01T00:00:00Z' } } },
    400,
    'INVALID_REQUEST',
    'filter.since',
  ],
  cursor(letters, '["1","\\u0000"]'),
  cursor(letters, '["NaN","a"]'),
  cursor(letters, '["1e5","a"]'),
  cursor('/api/v1/conversations', '["1","a"]'),
  cursor('/api/v1/conversations', '["NaN","a"]'),
  cursor('/api/v1/conversations', '["2026-02-30 08:00:00+00","a"]'),
  cursor('/api/v1/conversations', '["2026-01-30 08:00:00+00","\\u0000"]'),
  [
    'U+0000 as the cursor of facts that wait',
    '/api/v1/memory/review?cursor=%00',
    {},
    400,
    'INVALID_REQUEST',
    'cursor',
  ],
  nul('query', 'search?agent_id=Anyone'),
  nul('entity_types', 'search?agent_id=Anyone&query=coffee'),
  nul('relation_types', 'graph/acme?agent_id=Anyone'),
  nul('conversation_id', 'stats?memory_scope=conversation'),
]);
