import { isGranted, ProtocolError, type Grants } from '#protocol';
import type { DeployedConfiguration } from '../configuration/configuration.js';

/**
 * Nobody makes an agent that does, sends to or listens to what they are not granted, however its configuration came
 * about: from a body, a template or an earlier version. Thrown when somebody does: FORBIDDEN.
 */
export function refuseUngranted(
  grants: Grants | undefined,
  { name, capabilities, on_reply: onReply = [], subscriptions = [] }: DeployedConfiguration,
): void {
  if (grants === undefined) return;
  refuse('agent', [name], grants.agents);
  const others = [...onReply, ...subscriptions].map(({ to }) => to);
  refuse('capability', [...capabilities, ...others], grants.capabilities);
}

function refuse(
  kind: string,
  names: readonly string[],
  granted: readonly string[] | undefined,
): void {
  const name = names.find((each) => !isGranted(granted, each));
  if (name === undefined) return;
  throw new ProtocolError('FORBIDDEN', `You are not granted the ${kind} '${name}'`, {
    granted: [...(granted ?? [])],
    suggestion: 'Ask an admin for the grant; GET /api/v1/auth/me shows yours',
  });
}
