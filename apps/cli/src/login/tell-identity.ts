import type { Invocation } from '../run/invocation.js';
import { facts } from '../show/table.js';

/** Tells whom the server takes the caller for. */
export async function tellIdentity(run: Invocation): Promise<undefined> {
  const { url } = await run.target();
  const me = await (await run.client()).auth.me();
  run.terminal.show({ server: url, ...me }, ({ server, kind, name, workspace, roles, scopes }) =>
    facts({ ...{ server, kind, name, workspace }, roles, scopes }),
  );
}
