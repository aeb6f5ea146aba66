import type { AnswerOf } from '#client';
import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { facts } from '../show/table.js';

/** What a server says of itself. */
type Health = AnswerOf<'getHealth'>;

/** Tells how a server is; ends as failed when it cannot work. */
export async function tellStatus(run: Invocation): Promise<Ending | undefined> {
  const { url } = await run.target();
  const health = await (await run.client()).server.health();
  run.terminal.show({ url, ...health }, (shown) => renderStatus(shown));
  return health.status === 'unhealthy' ? 'failed' : undefined;
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
