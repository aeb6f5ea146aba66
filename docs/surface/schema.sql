-- The schema after all migrations. Made by npm run surface.

create extension vector;

create table agent_capabilities (
  agent_id text not null,
  capability text not null,
  workspace_id text not null,
  position integer not null,
  constraint agent_capabilities_pk PRIMARY KEY (agent_id, capability)
);
CREATE INDEX agent_capabilities_providers ON public.agent_capabilities USING btree (workspace_id, capability);

create table agent_templates (
  workspace_id text not null,
  id text not null,
  revision integer default 1 not null,
  definition jsonb not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint agent_templates_pk PRIMARY KEY (workspace_id, id)
);

create table agent_versions (
  agent_id text not null,
  number integer not null,
  version text not null,
  configuration jsonb not null,
  created_at timestamp with time zone default now() not null,
  workspace_id text,
  restored_from integer,
  constraint agent_versions_pk PRIMARY KEY (agent_id, number)
);

create table agents (
  id text not null,
  workspace_id text not null,
  name text not null,
  kind text not null,
  status text default 'running'::text not null,
  version_number integer default 1 not null,
  deployed_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  subscriptions jsonb,
  split jsonb,
  pins_versions boolean default false not null,
  constraint agents_kind CHECK ((kind = ANY (ARRAY['configuration'::text, 'code'::text]))),
  constraint agents_pk PRIMARY KEY (id),
  constraint agents_status CHECK ((status = ANY (ARRAY['running'::text, 'paused'::text, 'draining'::text, 'removed'::text])))
);
CREATE INDEX agents_removed_name ON public.agents USING btree (workspace_id, name) WHERE (status = 'removed'::text);
CREATE UNIQUE INDEX agents_name ON public.agents USING btree (workspace_id, name) WHERE (status <> 'removed'::text);

create table api_keys (
  id text not null,
  workspace_id text not null,
  name text not null,
  mark text not null,
  mark_key text not null,
  scopes jsonb not null,
  grants jsonb default '{}'::jsonb not null,
  networks jsonb,
  created_by text not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_pk PRIMARY KEY (id)
);
CREATE INDEX api_keys_of_workspace ON public.api_keys USING btree (workspace_id, created_at, id);

create table approvals (
  workspace_id text not null,
  id text not null,
  message_id text not null,
  conversation_id text not null,
  mailbox_id bigint not null,
  agent text not null,
  kind text not null,
  name text not null,
  request_hash text not null,
  arguments json not null,
  argument_schema json,
  why text,
  status text default 'pending'::text not null,
  requested_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  decision_reason text,
  decided_arguments json,
  constraint approvals_kind CHECK ((kind = ANY (ARRAY['tool'::text, 'code'::text]))),
  constraint approvals_pk PRIMARY KEY (workspace_id, id),
  constraint approvals_status CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'edited'::text, 'denied'::text, 'expired'::text, 'withdrawn'::text])))
);
CREATE INDEX approvals_in_order ON public.approvals USING btree (workspace_id, requested_at, id);
CREATE INDEX approvals_of_message ON public.approvals USING btree (workspace_id, message_id);
CREATE INDEX approvals_pending ON public.approvals USING btree (expires_at) WHERE (status = 'pending'::text);

create table artifact_blobs (
  id text not null,
  workspace_id text not null,
  hash text,
  size_bytes bigint default 0 not null,
  place text not null,
  refs integer default 0 not null,
  unclaimed_until timestamp with time zone not null,
  constraint artifact_blobs_pk PRIMARY KEY (id),
  constraint artifact_blobs_place CHECK ((place = ANY (ARRAY['database'::text, 'disk'::text, 's3'::text]))),
  constraint artifact_blobs_whole CHECK (((refs <= 0) OR (hash IS NOT NULL)))
);
CREATE INDEX artifact_blobs_unclaimed ON public.artifact_blobs USING btree (unclaimed_until) WHERE (refs <= 0);
CREATE UNIQUE INDEX artifact_blobs_once ON public.artifact_blobs USING btree (workspace_id, hash) WHERE (refs > 0);

create table artifact_pieces (
  blob_id text not null,
  no integer not null,
  workspace_id text not null,
  bytes bytea not null,
  constraint artifact_pieces_pk PRIMARY KEY (blob_id, no)
);

create table artifact_room (
  workspace_id text not null,
  used_bytes bigint default 0 not null,
  constraint artifact_room_pk PRIMARY KEY (workspace_id)
);

create table artifacts (
  id text not null,
  workspace_id text not null,
  blob_id text not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  hash text not null,
  conversation_id text,
  message_id text,
  tool text,
  step_no integer,
  created_by text not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  expires_at timestamp with time zone,
  constraint artifacts_pk PRIMARY KEY (workspace_id, id)
);
CREATE INDEX artifacts_conversation ON public.artifacts USING btree (workspace_id, conversation_id, created_at, id) WHERE (conversation_id IS NOT NULL);
CREATE INDEX artifacts_expiry ON public.artifacts USING btree (expires_at) WHERE (expires_at IS NOT NULL);
CREATE INDEX artifacts_message ON public.artifacts USING btree (workspace_id, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX artifacts_recent ON public.artifacts USING btree (workspace_id, created_at, id);

create table audit_events (
  workspace_id text not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  actor_kind text not null,
  action text not null,
  target text not null,
  outcome text not null,
  request_id text,
  address text,
  details jsonb default '{}'::jsonb not null,
  previous_hash text not null,
  hash text not null,
  constraint audit_events_pk PRIMARY KEY (workspace_id, seq)
);
CREATE INDEX audit_events_at ON public.audit_events USING btree (workspace_id, at);

create table audit_heads (
  workspace_id text not null,
  seq bigint not null,
  hash text not null,
  constraint audit_heads_pk PRIMARY KEY (workspace_id)
);

create table awaited_answers (
  workspace_id text not null,
  question_id text not null,
  message_id text not null,
  request_hash text not null,
  agent text not null,
  capability text,
  asker_mailbox_id bigint not null,
  mailbox_id bigint,
  wanted integer not null,
  asked_at timestamp with time zone default now() not null,
  wait_until timestamp with time zone not null,
  reply_id text,
  is_good boolean,
  error json,
  answered_at timestamp with time zone,
  constraint awaited_answers_pk PRIMARY KEY (workspace_id, question_id)
);
CREATE INDEX awaited_answers_of_message ON public.awaited_answers USING btree (workspace_id, message_id);
CREATE INDEX awaited_answers_open ON public.awaited_answers USING btree (asker_mailbox_id) WHERE (answered_at IS NULL);

create table batches (
  workspace_id text not null,
  id text not null,
  principal text not null,
  fingerprint text not null,
  accepted integer not null,
  refused integer not null,
  hops integer default 0 not null,
  message_ids text[] not null,
  results jsonb not null,
  created_at timestamp with time zone default now() not null,
  looked_at timestamp with time zone default now() not null,
  completed_at timestamp with time zone,
  constraint batches_pk PRIMARY KEY (workspace_id, id)
);
CREATE INDEX batches_done ON public.batches USING btree (completed_at) WHERE (completed_at IS NOT NULL);
CREATE INDEX batches_open ON public.batches USING btree (looked_at) WHERE (completed_at IS NULL);
CREATE INDEX batches_recent ON public.batches USING btree (workspace_id, created_at, id);

create table capabilities (
  workspace_id text not null,
  name text not null,
  description text not null,
  embedding vector(384),
  fingerprint text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint capabilities_pk PRIMARY KEY (workspace_id, name)
);

create table conversation_operations (
  workspace_id text not null,
  id text not null,
  action text not null,
  status text default 'running'::text not null,
  filter jsonb not null,
  principal text not null,
  count integer default 0 not null,
  place_at timestamp with time zone default '-infinity'::timestamp with time zone not null,
  place_id text default ''::text not null,
  created_at timestamp with time zone default now() not null,
  touched_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  constraint conversation_operations_action CHECK ((action = ANY (ARRAY['archive'::text, 'restore'::text, 'delete'::text]))),
  constraint conversation_operations_pk PRIMARY KEY (workspace_id, id),
  constraint conversation_operations_status CHECK ((status = ANY (ARRAY['running'::text, 'completed'::text, 'cancelled'::text])))
);
CREATE INDEX conversation_operations_ended ON public.conversation_operations USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX conversation_operations_running ON public.conversation_operations USING btree (touched_at) WHERE (status = 'running'::text);

create table conversations (
  workspace_id text not null,
  id text not null,
  status text default 'active'::text not null,
  participants text[] default '{}'::text[] not null,
  message_count integer default 0 not null,
  pending integer default 0 not null,
  last_seq bigint default 0 not null,
  last_event bigint default 0 not null,
  created_at timestamp with time zone default now() not null,
  last_activity_at timestamp with time zone default now() not null,
  active_since timestamp with time zone,
  archived_at timestamp with time zone,
  tokens_in bigint default 0 not null,
  tokens_out bigint default 0 not null,
  cost bigint default 0 not null,
  constraint conversations_pending CHECK ((pending >= 0)),
  constraint conversations_pk PRIMARY KEY (workspace_id, id),
  constraint conversations_status CHECK ((status = ANY (ARRAY['active'::text, 'completed'::text, 'archived'::text])))
) with (fillfactor=70);
CREATE INDEX conversations_archived ON public.conversations USING btree (workspace_id, created_at, id) WHERE (archived_at IS NOT NULL);
CREATE INDEX conversations_dearest ON public.conversations USING btree (workspace_id, cost, tokens_in, id) WHERE (tokens_in > 0);
CREATE INDEX conversations_kept ON public.conversations USING btree (workspace_id, created_at, id) WHERE (archived_at IS NULL);
CREATE INDEX conversations_recent ON public.conversations USING btree (workspace_id, created_at, id);

create table events (
  workspace_id text not null,
  conversation_id text not null,
  seq bigint not null,
  type text not null,
  message_id text,
  data jsonb not null,
  at timestamp with time zone default now() not null,
  constraint events_pk PRIMARY KEY (workspace_id, conversation_id, seq)
);

create table idempotency_keys (
  workspace_id text not null,
  principal text not null,
  key text not null,
  fingerprint text not null,
  status_code integer not null,
  response jsonb not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  constraint idempotency_keys_pk PRIMARY KEY (workspace_id, principal, key)
);
CREATE INDEX idempotency_keys_expiry ON public.idempotency_keys USING btree (expires_at);

create table jwt_keys (
  kid text not null,
  secret text not null,
  created_at timestamp with time zone default now() not null,
  constraint jwt_keys_pk PRIMARY KEY (kid)
);

create table login_failures (
  subject text not null,
  failures integer not null,
  since timestamp with time zone not null,
  locked_until timestamp with time zone,
  constraint login_failures_pk PRIMARY KEY (subject)
);

create table mailboxes (
  id bigint generated by default as identity not null,
  workspace_id text not null,
  agent_id text not null,
  conversation_id text not null,
  pending integer default 0 not null,
  last_seq bigint default 0 not null,
  not_before timestamp with time zone default '-infinity'::timestamp with time zone not null,
  rung_at timestamp with time zone default '-infinity'::timestamp with time zone not null,
  attempts integer default 0 not null,
  crashes integer default 0 not null,
  started_at timestamp with time zone,
  lease_owner text,
  lease_token uuid,
  lease_epoch bigint default 0 not null,
  lease_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  suspect boolean default false not null,
  wake_at timestamp with time zone,
  parked_at timestamp with time zone,
  pinned_version integer,
  constraint mailboxes_pending CHECK ((pending >= 0)),
  constraint mailboxes_pk PRIMARY KEY (id)
) with (fillfactor=70);
CREATE INDEX mailboxes_busy ON public.mailboxes USING btree (agent_id) WHERE (pending > 0);
CREATE INDEX mailboxes_held ON public.mailboxes USING btree (lease_until) WHERE (lease_until > '-infinity'::timestamp with time zone);
CREATE INDEX mailboxes_parked ON public.mailboxes USING btree (parked_at) WHERE (parked_at IS NOT NULL);
CREATE INDEX mailboxes_ready ON public.mailboxes USING btree (rung_at) WHERE (pending > 0);
CREATE UNIQUE INDEX mailboxes_of ON public.mailboxes USING btree (agent_id, conversation_id);

create table mcp_servers (
  workspace_id text not null,
  name text not null,
  definition jsonb not null,
  approved jsonb default '{}'::jsonb not null,
  offered jsonb,
  protocol_version text,
  failures integer default 0 not null,
  problem text,
  reached_at timestamp with time zone,
  failed_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint mcp_servers_pk PRIMARY KEY (workspace_id, name)
);

create table memory_derivations (
  observation_id text not null,
  from_id text not null,
  workspace_id text not null,
  constraint memory_derivations_pk PRIMARY KEY (observation_id, from_id)
);
CREATE INDEX memory_derivations_from ON public.memory_derivations USING btree (from_id);

create table memory_embeddings (
  entity_id text not null,
  fingerprint text not null,
  chunk integer not null,
  workspace_id text not null,
  place text not null,
  dimensions integer not null,
  embedding vector not null,
  settled boolean default false not null,
  constraint memory_embeddings_pk PRIMARY KEY (entity_id, fingerprint, chunk)
);
CREATE INDEX memory_embeddings_near_384 ON public.memory_embeddings USING hnsw (((embedding)::halfvec(384)) halfvec_cosine_ops) WITH (ef_construction='128') WHERE ((dimensions = 384) AND settled);
CREATE INDEX memory_embeddings_place ON public.memory_embeddings USING btree (workspace_id, place, fingerprint);
CREATE INDEX memory_embeddings_unsettled ON public.memory_embeddings USING btree (workspace_id, place, fingerprint) WHERE (NOT settled);

create table memory_entities (
  id text not null,
  workspace_id text not null,
  place text not null,
  name text not null,
  type text not null,
  content text not null,
  words tsvector not null,
  confidence real default 1 not null,
  strength real default 1 not null,
  version integer default 1 not null,
  state text default 'current'::text not null,
  pinned boolean default false not null,
  metadata jsonb default '{}'::jsonb not null,
  valid_from timestamp with time zone,
  valid_to timestamp with time zone,
  embedded_as text,
  created_by text not null,
  source_message_id text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  recalled_at timestamp with time zone,
  recalls integer default 0 not null,
  constraint memory_entities_pk PRIMARY KEY (id),
  constraint memory_entities_state CHECK ((state = ANY (ARRAY['current'::text, 'retracted'::text])))
);
CREATE INDEX memory_entities_idle ON public.memory_entities USING btree (workspace_id, updated_at) WHERE (NOT pinned);
CREATE INDEX memory_entities_model ON public.memory_entities USING btree (embedded_as, id);
CREATE INDEX memory_entities_recent ON public.memory_entities USING btree (workspace_id, place, updated_at);
CREATE INDEX memory_entities_unembedded ON public.memory_entities USING btree (id) WHERE (embedded_as IS NULL);
CREATE INDEX memory_entities_words ON public.memory_entities USING gin (words);
CREATE UNIQUE INDEX memory_entities_name ON public.memory_entities USING btree (workspace_id, place, name);

create table memory_lessons (
  id bigint generated by default as identity not null,
  workspace_id text not null,
  place text not null,
  message_id text not null,
  agent_id text not null,
  agent_name text not null,
  agent_version integer not null,
  conversation_id text not null,
  said jsonb not null,
  said_at timestamp with time zone default clock_timestamp() not null,
  attempts integer default 0 not null,
  not_before timestamp with time zone default '-infinity'::timestamp with time zone not null,
  lease_token uuid,
  lease_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  error text,
  tainted boolean default false not null,
  constraint memory_lessons_pk PRIMARY KEY (id)
);

create table memory_models (
  fingerprint text not null,
  dimensions integer,
  chosen_at timestamp with time zone default now() not null,
  constraint memory_models_pk PRIMARY KEY (fingerprint)
);

create table memory_observations (
  id text not null,
  workspace_id text not null,
  entity_id text not null,
  content text not null,
  predicate text,
  confidence real default 1 not null,
  state text default 'current'::text not null,
  superseded_by text,
  valid_from timestamp with time zone default now() not null,
  valid_to timestamp with time zone,
  created_by text not null,
  source_message_id text,
  created_at timestamp with time zone default now() not null,
  review_reason text,
  tainted boolean default false not null,
  constraint memory_observations_pk PRIMARY KEY (id),
  constraint memory_observations_state CHECK ((state = ANY (ARRAY['current'::text, 'superseded'::text, 'retracted'::text, 'review'::text])))
);
CREATE INDEX memory_observations_of ON public.memory_observations USING btree (entity_id, id);
CREATE INDEX memory_observations_review ON public.memory_observations USING btree (workspace_id, id) WHERE (state = 'review'::text);
CREATE INDEX memory_observations_source ON public.memory_observations USING btree (workspace_id, source_message_id) WHERE (source_message_id IS NOT NULL);
CREATE INDEX memory_observations_superseded ON public.memory_observations USING btree (workspace_id, valid_to) WHERE (state = 'superseded'::text);
CREATE INDEX memory_observations_tainted ON public.memory_observations USING btree (entity_id) WHERE tainted;

create table memory_policies (
  workspace_id text not null,
  policy jsonb not null,
  updated_by text not null,
  updated_at timestamp with time zone default now() not null,
  constraint memory_policies_pk PRIMARY KEY (workspace_id)
);

create table memory_relation_uses (
  relation_id text not null,
  message_id text not null,
  workspace_id text not null,
  used_at timestamp with time zone default now() not null,
  constraint memory_relation_uses_pk PRIMARY KEY (relation_id, message_id)
);
CREATE INDEX memory_relation_uses_old ON public.memory_relation_uses USING btree (workspace_id, used_at);

create table memory_relation_versions (
  relation_id text not null,
  version integer not null,
  workspace_id text not null,
  strength real not null,
  confidence real not null,
  bidirectional boolean not null,
  metadata jsonb not null,
  valid_from timestamp with time zone,
  valid_to timestamp with time zone,
  created_by text not null,
  source_message_id text,
  known_from timestamp with time zone not null,
  known_to timestamp with time zone not null,
  constraint memory_relation_versions_pk PRIMARY KEY (relation_id, version)
);
CREATE INDEX memory_relation_versions_old ON public.memory_relation_versions USING btree (workspace_id, known_to);

create table memory_relations (
  id text not null,
  workspace_id text not null,
  place text not null,
  from_id text not null,
  to_id text not null,
  type text not null,
  strength real not null,
  confidence real default 1 not null,
  bidirectional boolean default false not null,
  metadata jsonb default '{}'::jsonb not null,
  created_by text not null,
  source_message_id text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  valid_from timestamp with time zone,
  valid_to timestamp with time zone,
  version integer default 1 not null,
  changed_by text,
  changed_message_id text,
  changed_at timestamp with time zone,
  tainted boolean default false not null,
  state text default 'current'::text not null,
  constraint memory_relations_pk PRIMARY KEY (id)
);
CREATE INDEX memory_relations_place ON public.memory_relations USING btree (workspace_id, place);
CREATE INDEX memory_relations_to ON public.memory_relations USING btree (to_id);
CREATE UNIQUE INDEX memory_relations_once ON public.memory_relations USING btree (from_id, to_id, type);

create table memory_retracted_facts (
  retraction_id text not null,
  observation_id text not null,
  workspace_id text not null,
  role text not null,
  was_state text not null,
  was_superseded_by text,
  was_valid_to timestamp with time zone,
  constraint memory_retracted_facts_pk PRIMARY KEY (retraction_id, observation_id)
);
CREATE INDEX memory_retracted_facts_of ON public.memory_retracted_facts USING btree (observation_id);

create table memory_retracted_relations (
  retraction_id text not null,
  relation_id text not null,
  workspace_id text not null,
  retracted_at timestamp with time zone not null,
  constraint memory_retracted_relations_pk PRIMARY KEY (retraction_id, relation_id)
);
CREATE INDEX memory_retracted_relations_of ON public.memory_retracted_relations USING btree (relation_id);

create table memory_retractions (
  id text not null,
  workspace_id text not null,
  place text not null,
  reason text,
  created_by text not null,
  created_at timestamp with time zone default now() not null,
  undone_by text,
  undone_at timestamp with time zone,
  constraint memory_retractions_pk PRIMARY KEY (id)
);
CREATE INDEX memory_retractions_old ON public.memory_retractions USING btree (workspace_id, created_at);
CREATE INDEX memory_retractions_recent ON public.memory_retractions USING btree (workspace_id, place, id);

create table memory_tombstones (
  workspace_id text not null,
  hash text not null,
  words integer not null,
  erased_by text not null,
  erased_at timestamp with time zone default now() not null,
  constraint memory_tombstones_pk PRIMARY KEY (workspace_id, hash)
);

create table memory_uses (
  workspace_id text not null,
  entity_id text not null,
  message_id text not null,
  used_at timestamp with time zone default now() not null,
  constraint memory_uses_pk PRIMARY KEY (entity_id, message_id)
);
CREATE INDEX memory_uses_message ON public.memory_uses USING btree (workspace_id, message_id);
CREATE INDEX memory_uses_old ON public.memory_uses USING btree (workspace_id, used_at);

create table messages (
  workspace_id text not null,
  id text not null,
  conversation_id text not null,
  seq bigint not null,
  mailbox_id bigint,
  mailbox_seq bigint,
  performative text not null,
  sender text not null,
  receiver text,
  reply_to text,
  capability text,
  agent_id text,
  routed_to text,
  in_reply_to text,
  content jsonb not null,
  metadata jsonb,
  route jsonb,
  fingerprint text,
  status text not null,
  hops integer default 0 not null,
  attempts integer default 0 not null,
  crashes integer default 0 not null,
  reply_by timestamp with time zone,
  agent_version integer,
  tokens_in integer default 0 not null,
  tokens_out integer default 0 not null,
  model jsonb,
  error jsonb,
  accepted_at timestamp with time zone default now() not null,
  started_at timestamp with time zone,
  settled_at timestamp with time zone,
  history jsonb,
  requeues integer default 0 not null,
  requeued_at timestamp with time zone,
  outdated_reply_id text,
  supersedes_id text,
  discarded_at timestamp with time zone,
  discarded_by text,
  cause_id text,
  cancel_requested_at timestamp with time zone,
  cancelled_by text,
  cancel_reason text,
  cancel_via text,
  root_id text,
  led_to integer default 0 not null,
  overspent_at timestamp with time zone,
  grants jsonb,
  sent_by text,
  cost bigint,
  traceparent text,
  constraint messages_pk PRIMARY KEY (workspace_id, id),
  constraint messages_status CHECK ((status = ANY (ARRAY['delivered'::text, 'completed'::text, 'failed'::text, 'expired'::text, 'cancelled'::text])))
);
CREATE INDEX messages_cancelling ON public.messages USING btree (cancel_requested_at) WHERE ((status = 'delivered'::text) AND (cancel_requested_at IS NOT NULL));
CREATE INDEX messages_caused ON public.messages USING btree (workspace_id, cause_id) WHERE (cause_id IS NOT NULL);
CREATE INDEX messages_dead ON public.messages USING btree (workspace_id, settled_at, id) WHERE ((status = 'failed'::text) AND (mailbox_id IS NOT NULL) AND (discarded_at IS NULL));
CREATE INDEX messages_deadline ON public.messages USING btree (reply_by) WHERE ((status = 'delivered'::text) AND (mailbox_id IS NOT NULL) AND (reply_by IS NOT NULL));
CREATE INDEX messages_figures ON public.messages USING btree (agent_id, capability, settled_at) WHERE ((settled_at IS NOT NULL) AND (agent_id IS NOT NULL));
CREATE INDEX messages_replies ON public.messages USING btree (workspace_id, in_reply_to) WHERE (in_reply_to IS NOT NULL);
CREATE UNIQUE INDEX messages_in_order ON public.messages USING btree (workspace_id, conversation_id, seq);
CREATE UNIQUE INDEX messages_waiting ON public.messages USING btree (mailbox_id, mailbox_seq) WHERE ((status = 'delivered'::text) AND (mailbox_id IS NOT NULL));

create table migrations (
  id integer default nextval('migrations_id_seq'::regclass) not null,
  timestamp bigint not null,
  name character varying not null,
  constraint PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)
);

create table refresh_tokens (
  hash text not null,
  workspace_id text not null,
  user_id text not null,
  family_id text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  successor text,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint refresh_tokens_pk PRIMARY KEY (hash),
  constraint refresh_tokens_user_fk FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_expiry ON public.refresh_tokens USING btree (expires_at);
CREATE INDEX refresh_tokens_family ON public.refresh_tokens USING btree (family_id);
CREATE INDEX refresh_tokens_user ON public.refresh_tokens USING btree (user_id);

create table tallies (
  id bigint generated by default as identity not null,
  workspace_id text not null,
  at timestamp with time zone default clock_timestamp() not null,
  agent_id text default ''::text not null,
  agent_version integer default 0 not null,
  capability text default ''::text not null,
  sent_by text default ''::text not null,
  model text default ''::text not null,
  accepted bigint default 0 not null,
  completed bigint default 0 not null,
  failed bigint default 0 not null,
  expired bigint default 0 not null,
  cancelled bigint default 0 not null,
  requeued bigint default 0 not null,
  turns bigint default 0 not null,
  response_ms bigint default 0 not null,
  queue_ms bigint default 0 not null,
  turn_ms bigint default 0 not null,
  tokens_in bigint default 0 not null,
  tokens_out bigint default 0 not null,
  cost bigint default 0 not null,
  conversations_begun bigint default 0 not null,
  conversations_ended bigint default 0 not null,
  conversation_ms bigint default 0 not null,
  constraint tallies_pk PRIMARY KEY (id)
) with (autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000);

create table tool_rates (
  workspace_id text not null,
  agent text not null,
  tool text not null,
  allowance double precision not null,
  filled_at timestamp with time zone not null,
  constraint tool_rates_pk PRIMARY KEY (workspace_id, agent, tool)
);

create table tool_seats (
  workspace_id text not null,
  agent text not null,
  tool text not null,
  number integer not null,
  holder text not null,
  expires_at timestamp with time zone not null,
  constraint tool_seats_pk PRIMARY KEY (workspace_id, agent, tool, number)
);

create table tools (
  workspace_id text not null,
  name text not null,
  definition jsonb not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint tools_pk PRIMARY KEY (workspace_id, name)
);

create table trials (
  workspace_id text not null,
  id text not null,
  state text default 'waiting'::text not null,
  principal text not null,
  capabilities text[] not null,
  request jsonb not null,
  outcomes jsonb default '[]'::jsonb not null,
  memory_mb integer default 0 not null,
  why text,
  token text,
  lease_until timestamp with time zone,
  deadline timestamp with time zone not null,
  created_at timestamp with time zone default now() not null,
  constraint trials_pk PRIMARY KEY (workspace_id, id),
  constraint trials_state CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'ended'::text])))
);
CREATE INDEX trials_old ON public.trials USING btree (created_at);
CREATE INDEX trials_waiting ON public.trials USING btree (created_at) WHERE (state = 'waiting'::text);

create table turn_steps (
  workspace_id text not null,
  message_id text not null,
  step_no integer not null,
  kind text not null,
  name text not null,
  request_hash text not null,
  idempotency_key text,
  state text not null,
  attempts integer default 1 not null,
  response json,
  tokens_in integer default 0 not null,
  tokens_out integer default 0 not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  arguments json,
  outcome text,
  error_code text,
  approval_id text,
  constraint turn_steps_kind CHECK ((kind = ANY (ARRAY['model'::text, 'tool'::text, 'code'::text]))),
  constraint turn_steps_pk PRIMARY KEY (workspace_id, message_id, step_no),
  constraint turn_steps_state CHECK ((state = ANY (ARRAY['started'::text, 'done'::text, 'unknown'::text, 'superseded'::text])))
);
CREATE INDEX turn_steps_age ON public.turn_steps USING btree (started_at);
CREATE INDEX turn_steps_calls ON public.turn_steps USING btree (workspace_id, started_at, message_id, step_no) WHERE (kind = 'tool'::text);

create table usage_pasts (
  subject text not null,
  before timestamp with time zone not null,
  after_workspace text default ''::text not null,
  after_id text default ''::text not null,
  done_at timestamp with time zone,
  constraint usage_pasts_pk PRIMARY KEY (subject)
);

create table usage_sums (
  workspace_id text not null,
  span text not null,
  at timestamp with time zone not null,
  agent_id text default ''::text not null,
  agent_version integer default 0 not null,
  capability text default ''::text not null,
  sent_by text default ''::text not null,
  model text default ''::text not null,
  accepted bigint default 0 not null,
  completed bigint default 0 not null,
  failed bigint default 0 not null,
  expired bigint default 0 not null,
  cancelled bigint default 0 not null,
  requeued bigint default 0 not null,
  turns bigint default 0 not null,
  response_ms bigint default 0 not null,
  queue_ms bigint default 0 not null,
  turn_ms bigint default 0 not null,
  tokens_in bigint default 0 not null,
  tokens_out bigint default 0 not null,
  cost bigint default 0 not null,
  conversations_begun bigint default 0 not null,
  conversations_ended bigint default 0 not null,
  conversation_ms bigint default 0 not null,
  constraint usage_sums_pk PRIMARY KEY (workspace_id, span, at, agent_id, agent_version, capability, sent_by, model),
  constraint usage_sums_span CHECK ((span = ANY (ARRAY['hour'::text, 'day'::text, 'ever'::text])))
);

create table usage_totals (
  workspace_id text not null,
  span text not null,
  at timestamp with time zone not null,
  agent_id text default ''::text not null,
  agent_version integer default 0 not null,
  capability text default ''::text not null,
  sent_by text default ''::text not null,
  model text default ''::text not null,
  accepted bigint default 0 not null,
  completed bigint default 0 not null,
  failed bigint default 0 not null,
  expired bigint default 0 not null,
  cancelled bigint default 0 not null,
  requeued bigint default 0 not null,
  turns bigint default 0 not null,
  response_ms bigint default 0 not null,
  queue_ms bigint default 0 not null,
  turn_ms bigint default 0 not null,
  tokens_in bigint default 0 not null,
  tokens_out bigint default 0 not null,
  cost bigint default 0 not null,
  conversations_begun bigint default 0 not null,
  conversations_ended bigint default 0 not null,
  conversation_ms bigint default 0 not null,
  constraint usage_totals_pk PRIMARY KEY (workspace_id, span, at, agent_id, agent_version, capability, sent_by, model),
  constraint usage_totals_span CHECK ((span = ANY (ARRAY['day'::text, 'week'::text])))
);

create table users (
  id text not null,
  workspace_id text not null,
  username text not null,
  password_hash text not null,
  roles jsonb not null,
  grants jsonb default '{}'::jsonb not null,
  token_version integer default 1 not null,
  must_change_password boolean default false not null,
  disabled_at timestamp with time zone,
  last_login_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint users_pk PRIMARY KEY (id)
);
CREATE INDEX users_of_workspace ON public.users USING btree (workspace_id, username);
CREATE UNIQUE INDEX users_username ON public.users USING btree (username);

create table webhook_deliveries (
  number bigint generated by default as identity not null,
  id text not null,
  workspace_id text not null,
  webhook_id text not null,
  type text not null,
  conversation_id text,
  event_seq bigint,
  status text default 'waiting'::text not null,
  attempts integer default 0 not null,
  tries jsonb default '[]'::jsonb not null,
  next_at timestamp with time zone default now() not null,
  lease text,
  created_at timestamp with time zone default now() not null,
  settled_at timestamp with time zone,
  data jsonb,
  constraint webhook_deliveries_pk PRIMARY KEY (number),
  constraint webhook_deliveries_status CHECK ((status = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (webhook_id, next_at) WHERE (status = 'waiting'::text);
CREATE INDEX webhook_deliveries_leased ON public.webhook_deliveries USING btree (webhook_id) WHERE (lease IS NOT NULL);
CREATE INDEX webhook_deliveries_recent ON public.webhook_deliveries USING btree (webhook_id, number);
CREATE INDEX webhook_deliveries_settled ON public.webhook_deliveries USING btree (settled_at) WHERE (settled_at IS NOT NULL);
CREATE UNIQUE INDEX webhook_deliveries_id ON public.webhook_deliveries USING btree (id);
CREATE UNIQUE INDEX webhook_deliveries_once ON public.webhook_deliveries USING btree (webhook_id, conversation_id, event_seq);

create table webhooks (
  id text not null,
  workspace_id text not null,
  url text not null,
  log_types text[] not null,
  capabilities text[],
  agents text[],
  conversations text[],
  description text,
  token text,
  secret text not null,
  old_secret text,
  old_secret_until timestamp with time zone,
  status text default 'enabled'::text not null,
  disabled_reason text,
  failing_since timestamp with time zone,
  created_by text not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  constraint webhooks_pk PRIMARY KEY (id),
  constraint webhooks_status CHECK ((status = ANY (ARRAY['enabled'::text, 'disabled'::text])))
);
CREATE INDEX webhooks_enabled ON public.webhooks USING btree (workspace_id) WHERE (status = 'enabled'::text);
CREATE INDEX webhooks_of_workspace ON public.webhooks USING btree (workspace_id, created_at, id);

create table workers (
  id text not null,
  workspace_id text default '*'::text not null,
  host text not null,
  pid integer not null,
  version text not null,
  status text default 'running'::text not null,
  capabilities text[],
  concurrency integer not null,
  code_agents text[] default '{}'::text[] not null,
  lanes text[] default '{}'::text[] not null,
  turns_running integer default 0 not null,
  turns_total bigint default 0 not null,
  started_at timestamp with time zone default now() not null,
  heartbeat_at timestamp with time zone default now() not null,
  problems text[] default '{}'::text[] not null,
  constraint workers_pk PRIMARY KEY (id),
  constraint workers_status CHECK ((status = ANY (ARRAY['running'::text, 'stopping'::text])))
) with (fillfactor=70);

create table workspaces (
  id text not null,
  created_at timestamp with time zone default now() not null,
  removed_at timestamp with time zone,
  constraint workspaces_pk PRIMARY KEY (id)
);
