import type { Env } from '#platform';
import { createBuiltInTools, createGuardedFetch, ToolBox } from '#tools';

/** The tools of this server. What they may reach is the operator's to say. */
export interface ToolSettings {
  readonly env: Pick<Env, 'CAXTON_EGRESS_ALLOW' | 'CAXTON_EGRESS_DENY'>;
  /** Port of the API in this process: its own examples may be read. */
  readonly ownPort?: number | undefined;
}

/** The built-in tools, on the guarded way out. */
export function openToolBox({ env, ownPort }: ToolSettings): ToolBox {
  const fetch = createGuardedFetch({
    allow: [...(env.CAXTON_EGRESS_ALLOW ?? []), ...ownExamples(ownPort)],
    deny: env.CAXTON_EGRESS_DENY ?? [],
  });
  return new ToolBox(createBuiltInTools(fetch));
}

/** Only the examples, not the API beside them: an agent that could call it could do everything. */
function ownExamples(port: number | undefined): string[] {
  if (port === undefined) return [];
  return ['localhost', '127.0.0.1'].map((host) => `http://${host}:${String(port)}/examples/`);
}
