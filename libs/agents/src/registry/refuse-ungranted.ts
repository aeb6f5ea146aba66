import { ProtocolError, coversGrants, isGranted, reaches, type Grants } from '#protocol';
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

/**
 * What an earlier version was allowed, it would be allowed again, whoever made it: nobody wakes one that reaches
 * further than they do. Thrown when somebody would: FORBIDDEN.
 */
export function refuseWider(
  grants: Grants | undefined,
  { grants: own = {} }: DeployedConfiguration,
): void {
  if (grants === undefined || coversGrants(grants, own)) return;
  throw new ProtocolError('FORBIDDEN', 'That version reaches further than you are granted', {
    suggestion: 'Go back to it (rollback), which bounds it by your grants; or ask an admin',
  });
}

/** What an agent did earlier is not for whoever could not have looked at it then. Thrown: FORBIDDEN. */
export function refuseEarlier(
  grants: Grants | undefined,
  { name, capabilities }: DeployedConfiguration,
): void {
  if (reaches(grants, { name, capabilities })) return;
  throw new ProtocolError('FORBIDDEN', 'You are granted nothing that that version does', {
    suggestion: 'Ask an admin for the grant; GET /api/v1/auth/me shows yours',
  });
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
