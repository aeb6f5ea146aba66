import type { Database } from '#platform';
import { UsageRounds } from '#usage';
import { run } from '../run.js';

/** How much has happened. */
export interface History {
  readonly messages: number;
  readonly agents: number;
  /** Over which they are spread. */
  readonly days: number;
  /** Messages of one conversation. @default 10 */
  readonly ofConversation?: number;
}

const portion = 50_000;

const configuration = `jsonb_build_object('name', 'Agent' || n, 'version', '1.0.0', 'system_prompt', 'Answer.',
  'tools', '[]'::jsonb, 'capabilities', jsonb_build_array('work-' || n % 50, 'play-' || n % 50),
  'memory', jsonb_build_object('enabled', true, 'scope', 'workspace'))`;

const ofAgents = 'from generate_series(1, $1::int) n';

/** As the deployment of so many agents leaves it. */
const deployed = [
  `insert into agents (id, workspace_id, name, kind)
    select 'agt-' || n, 'default', 'Agent' || n, 'configuration' ${ofAgents}`,
  `insert into agent_versions (agent_id, workspace_id, number, version, configuration)
    select 'agt-' || n, 'default', 1, '1.0.0', ${configuration} ${ofAgents}`,
  `insert into agent_capabilities (agent_id, workspace_id, capability, position)
    select 'agt-' || n, 'default', kind || '-' || n % 50, case kind when 'work' then 0 else 1 end
    ${ofAgents} cross join (values ('work'), ('play')) as kinds(kind)`,
  `insert into capabilities (workspace_id, name, description)
    select distinct 'default', kind || '-' || n % 50, kind
    ${ofAgents} cross join (values ('work'), ('play')) as kinds(kind)`,
];

/** Each twentieth failed. */
const messages = `
  insert into messages (workspace_id, id, conversation_id, seq, mailbox_id, mailbox_seq, performative, sender,
    capability, agent_id, routed_to, content, status, accepted_at, started_at, settled_at, agent_version,
    tokens_in, tokens_out, cost, model, sent_by)
  select 'default', 'm-' || n, 'c-' || n / $5::int, n % $5::int + 1, 0, n, 'request', 'api_client',
    case when n % 3 = 0 then 'play-' else 'work-' end || n % $3::int % 50, 'agt-' || n % $3::int + 1,
    'Agent' || n % $3::int + 1, '{"request": "Tell how it went."}',
    case when n % 20 = 0 then 'failed' else 'completed' end, t.at, t.at + interval '1 s',
    t.at + interval '3 s', 1, 900, 120, 4500000, '{"provider": "anthropic", "model": "small"}', 'key-' || n % 5
  from generate_series($1::int, $2::int) n
  cross join lateral (
    select clock_timestamp() - interval '1 h' - random() * $4::int * interval '1 day' + n * interval '0' as at) t`;

const conversations = `
  insert into conversations (workspace_id, id, status, participants, message_count, last_seq, created_at,
    last_activity_at)
  select 'default', 'c-' || n, 'completed', '{api_client}', $4::int, $4::int, t.at, t.at + interval '3 minutes'
  from generate_series($1::int, $2::int) n
  cross join lateral (
    select clock_timestamp() - interval '1 h' - random() * $3::int * interval '1 day' + n * interval '0' as at) t`;

/** Fills a database whose schema is there, and counts it as what happened before there were tallies. */
export async function fillHistory(database: Database, history: History): Promise<void> {
  const { agents, days, ofConversation = 10 } = history;
  for (const statement of deployed) await run(database, statement, [agents]);
  for (let from = 0; from < history.messages; from += portion) {
    const to = Math.min(from + portion, history.messages) - 1;
    const [first, last] = [from, to].map((n) => Math.floor(n / ofConversation));
    await run(database, messages, [from, to, agents, days, ofConversation]);
    await run(database, conversations, [first, last, days, ofConversation]);
  }
  await run(database, 'delete from tallies');
  await run(database, 'update usage_pasts set before = clock_timestamp(), done_at = null');
  for (let open = 1; open > 0;) {
    await new UsageRounds(database).look();
    const rows = await run<{ open: number }>(
      database,
      'select count(*)::int as open from usage_pasts where done_at is null',
    );
    open = rows[0]?.open ?? 0;
  }
  for (const table of ['messages', 'conversations', 'usage_sums', 'agents', 'agent_capabilities']) {
    await run(database, `analyze ${table}`);
  }
}
