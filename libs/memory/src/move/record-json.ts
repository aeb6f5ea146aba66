/**
 * Rows as the records of an export, written by Postgres itself: floats and vectors in their shortest
 * exact form, instants to the microsecond, so that a record read back is the row it was. Nothing of
 * it passes through JavaScript objects on its way out.
 */

const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** `json_agg` puts line ends between its items; within texts they are escaped already. */
const onOneLine = (json: string): string => `replace((${json})::text, E'\\n', '')`;

const owner = (place: string): string => `
  'memory_scope', split_part(${place}, ':', 1),
  'agent_id', case when starts_with(${place}, 'agent:') then substr(${place}, 7) end,
  'conversation_id', case when starts_with(${place}, 'conversation:') then substr(${place}, 14) end`;

const derived = `
  (select coalesce(json_agg(d.from_id order by d.from_id), '[]')
    from memory_derivations d where d.observation_id = o.id)`;

const facts = `
  (select coalesce(json_agg(json_build_object(
      'observation_id', o.id, 'content', o.content, 'predicate', o.predicate,
      'confidence', o.confidence, 'state', o.state, 'superseded_by', o.superseded_by,
      'review_reason', o.review_reason, 'derived_from', ${derived},
      'valid_from', ${instant('o.valid_from')}, 'valid_to', ${instant('o.valid_to')},
      'created_by', o.created_by, 'source_message_id', o.source_message_id, 'tainted', o.tainted,
      'created_at', ${instant('o.created_at')}) order by o.id), '[]')
    from memory_observations o where o.entity_id = m.id)`;

const uses = `
  (select coalesce(json_agg(json_build_object(
      'message_id', u.message_id, 'used_at', ${instant('u.used_at')}) order by u.message_id), '[]')
    from memory_uses u where u.entity_id = m.id)`;

/** Of the model that the present content is embedded with. */
const embeddings = `
  (select coalesce(json_agg(json_build_object(
      'model', v.fingerprint, 'chunk', v.chunk, 'embedding', v.embedding::text::json)
      order by v.chunk), '[]')
    from memory_embeddings v where v.entity_id = m.id and v.fingerprint = m.embedded_as)`;

/** The record of the entity `m`; `withEmbeddings` is an expression of Postgres. */
export const entityJson = (withEmbeddings: string): string =>
  onOneLine(`json_build_object(
    'record', 'entity', 'entity_id', m.id, 'entity_name', m.name, 'entity_type', m.type,
    ${owner('m.place')},
    'confidence', m.confidence, 'strength', m.strength, 'version', m.version, 'state', m.state,
    'pinned', m.pinned, 'metadata', m.metadata, 'created_by', m.created_by,
    'source_message_id', m.source_message_id,
    'created_at', ${instant('m.created_at')}, 'updated_at', ${instant('m.updated_at')},
    'valid_from', ${instant('m.valid_from')}, 'valid_to', ${instant('m.valid_to')},
    'recalled_at', ${instant('m.recalled_at')}, 'recalls', m.recalls,
    'observations', ${facts}, 'uses', ${uses},
    'embeddings', case when ${withEmbeddings}::boolean then ${embeddings} else '[]' end)`);

const relationState = (row: string): string => `
    'strength', ${row}.strength, 'confidence', ${row}.confidence,
    'bidirectional', ${row}.bidirectional, 'metadata', ${row}.metadata, 'version', ${row}.version,
    'valid_from', ${instant(`${row}.valid_from`)}, 'valid_to', ${instant(`${row}.valid_to`)},
    'created_by', ${row}.created_by, 'source_message_id', ${row}.source_message_id`;

const history = `
  (select coalesce(json_agg(json_build_object(${relationState('v')},
      'known_from', ${instant('v.known_from')}, 'known_to', ${instant('v.known_to')})
      order by v.version), '[]')
    from memory_relation_versions v where v.relation_id = r.id)`;

const relationUses = (workspace: string): string => `
  (select coalesce(json_agg(json_build_object(
      'message_id', u.message_id, 'used_at', ${instant('u.used_at')}) order by u.message_id), '[]')
    from memory_relation_uses u where u.relation_id = r.id and u.workspace_id = ${workspace})`;

/** What the relation `r` is and was, and the answers of a workspace that used it; an expression of Postgres. */
export const relationFields = (workspace: string): string => `${relationState('r')},
    'state', r.state,
    'created_at', ${instant('r.created_at')}, 'updated_at', ${instant('r.updated_at')},
    'tainted', r.tainted, 'changed_by', r.changed_by, 'changed_message_id', r.changed_message_id,
    'changed_at', ${instant('r.changed_at')}, 'history', ${history},
    'uses', ${relationUses(workspace)}`;

/** The record of the relation `r` from the entity `f` to `t`. */
export const relationJson = (workspace: string): string =>
  onOneLine(`json_build_object(
    'record', 'relation', 'relation_id', r.id, 'from_entity', f.name, 'to_entity', t.name,
    'relation_type', r.type, ${owner('r.place')},
    ${relationFields(workspace)})`);
