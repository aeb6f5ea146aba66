import type { Env } from '#platform';
import { createBuiltInTools, createGuardedFetch, ToolBox, type GuardedFetch } from '#tools';

/** The tools of this server. What they may reach is the operator's to say. */
export interface ToolSettings {
  readonly env: Pick<Env, 'CAXTON_EGRESS_ALLOW' | 'CAXTON_EGRESS_DENY'>;
  /** Port of the API in this process: its own examples may be read. */
  readonly ownPort?: number | undefined;
}

/** The built-in tools, on the guarded way out. */
export function openToolBox({ env, ownPort }: ToolSettings): ToolBox {
  return new ToolBox(createBuiltInTools(openEgress({ env, ownPort })));
}

/** The guarded way out, as the operator wants it. */
export function openEgress({ env, ownPort }: ToolSettings): GuardedFetch {
  return createGuardedFetch({
    allow: [...(env.CAXTON_EGRESS_ALLOW ?? []), ...ownExamples(ownPort)],
    deny: env.CAXTON_EGRESS_DENY ?? [],
  });
}

/** Only the examples, not the API beside them: an agent that could call it could do everything. */
function ownExamples(port: number | undefined): string[] {
  if (port === undefined) return [];
  return ['localhost', '127.0.0.1'].map((host) => `http://${host}:${String(port)}/examples/`);
}
