import { CaxtonError, type AnswerOf, type CaxtonClient } from '#client';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { facts } from '../show/table.js';

/** What a server says of itself. */
type Health = AnswerOf<'getHealth'>;

/** Tells how a server is; ends as failed when it cannot work. */
export async function tellStatus(run: Invocation): Promise<Ending | undefined> {
  const { url } = await run.target();
  const health = await askHealth(await run.client());
  run.terminal.show({ url, ...health }, (shown) => renderStatus(shown));
  return health.status === 'unhealthy' ? 'failed' : undefined;
}

/** Asked once: a server that cannot work answers 503, and asking again makes it no better. */
async function askHealth(client: CaxtonClient): Promise<Health> {
  try {
    return await client.server.health({ attempts: 1 });
  } catch (error) {
    const health = healthIn(error);
    if (health === undefined) throw error;
    return health;
  }
}

/** What a server that cannot work says of itself; nothing when something else answered 503. */
function healthIn(error: unknown): Health | undefined {
  if (!(error instanceof CaxtonError) || error.status !== 503) return undefined;
  try {
    const said = JSON.parse(String(error.details['answer'])) as Partial<Health> | null;
    return said?.status === 'unhealthy' ? (said as Health) : undefined;
  } catch {
    return undefined;
  }
}

/** The same for people: what should be put right comes last. */
function renderStatus({ url, ...health }: Health & { readonly url: string }): string {
  const { status, version, mode, uptime, workers, llm, checks, notes = [] } = health;
  return (
    facts({
      ...{ server: url, status, version, mode, uptime, workers, agents: health.agents_count },
      model: llm && `${llm.provider} ${llm.model}`,
      ...checks,
    }) + notes.map((note) => `! ${note}\n`).join('')
  );
}
