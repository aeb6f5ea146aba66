import type { AnswerOf, BodyOf, CaxtonClient } from '#client';
import type { AgentFields } from '#agent-files';
import type { Invocation } from '../run/invocation.js';
import { nameOf } from './check-agent.js';
import { readAgent } from './read-file.js';

interface DeployFlags {
  readonly strict?: boolean;
  readonly update?: boolean;
}

/** Deploys the agent of a file; with `--update` also over one that is there. */
export async function deployFile(run: Invocation<DeployFlags>): Promise<undefined> {
  const path = run.arg(0);
  const fields = await readAgent(path);
  const client = await run.client();
  const strict = run.flags.strict === true;
  const name = nameOf(path, fields);
  if (run.flags.update === true && (await isDeployed(client, name))) {
    await update(run, client, name, fields);
    return;
  }
  const deployed = await client.agents.deploy(fields as BodyOf<'deployAgent'>, { strict });
  run.terminal.show(deployed, (shown) => render(shown, 'deployed'));
}

/** Changes the agent of a name: what the file does not name stays. */
export async function updateFromFile(run: Invocation<DeployFlags>): Promise<undefined> {
  const fields = await readAgent(run.args[1] ?? '-');
  await update(run, await run.client(), run.arg(0), fields);
}

async function update(
  run: Invocation<DeployFlags>,
  client: CaxtonClient,
  name: string,
  fields: AgentFields,
): Promise<void> {
  const strict = run.flags.strict === true;
  const updated = await client.agents.update(name, fields, { strict });
  const { changes } = updated;
  const what = changes.length === 0 ? 'unchanged' : `updated: ${changes.join(', ')}`;
  run.terminal.show(updated, (shown) => render(shown, what));
}

async function isDeployed(client: CaxtonClient, name: string): Promise<boolean> {
  return client.agents.get(name).then(
    () => true,
    (error: unknown) => {
      if ((error as { status?: unknown }).status === 404) return false;
      throw error;
    },
  );
}

type Answer = AnswerOf<'deployAgent'> | AnswerOf<'updateAgent'>;

function render({ agent_id: id, version, warnings = [] }: Answer, what: string): string {
  const notes = warnings.map(({ field, message }) => `! ${field}: ${message}\n`);
  return [`${id} ${version} is ${what}.\n`, ...notes].join('');
}
