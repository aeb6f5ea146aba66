import { eventually } from '../../support/eventually.js';
import { callsTools, refuses, says, type ModelStub } from '#testing';
import { own } from './secrets.js';

/** A call whose answer is kept for the search; gives what was told. */
export type Call = (
  method: string,
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<Readonly<Record<string, unknown>>>;

/** Secrets that the server gave, by name. */
export type Given = Readonly<Record<string, string>>;

const bearer = (token: unknown): Record<string, string> => ({
  authorization: `Bearer ${String(token)}`,
});

/** A user logs in, stays logged in, is refused, changes the password; a program has a key. */
export async function useLogins(call: Call): Promise<Given> {
  const user = { username: 'bird', roles: ['viewer'], password: own.password };
  await call('POST', 'users', user);
  const session = { username: 'bird', password: own.password };
  const first = await call('POST', 'auth/login', session);
  const next = await call('POST', 'auth/refresh', { refresh_token: first['refresh_token'] });
  await call('POST', 'auth/login', { ...session, password: own.wrongPassword });
  const change = { current_password: own.password, new_password: own.newPassword };
  const last = await call('POST', 'auth/password', change, bearer(next['token']));
  const key = await call('POST', 'keys', { name: 'bird', scopes: ['agents:read'] });
  await call('GET', 'agents', undefined, { 'x-api-key': String(key['key']) });
  const rotated = await call('POST', `keys/${String(key['key_id'])}/rotate`, {});
  const once = await call('POST', 'users', { username: 'chick', roles: ['viewer'] });
  const tenant = await call('POST', 'workspaces', { name: 'nest', admin: 'hen' });
  await call('POST', 'auth/logout', { refresh_token: last['refresh_token'] });
  return {
    'access token': String(first['token']),
    'refresh token': String(first['refresh_token']),
    'next refresh token': String(next['refresh_token']),
    'last refresh token': String(last['refresh_token']),
    'signature of a token': String(next['token']).split('.')[2] ?? '',
    'secret of a key': String(key['key']).split('_')[3] ?? '',
    'secret of its successor': String(rotated['key']).split('_')[3] ?? '',
    'one-time password': String(once['one_time_password']),
    'one-time password of a tenant': String((tenant['admin'] as Given)['one_time_password']),
  };
}

interface Others {
  readonly url: string;
  /** What they were told until now. */
  readonly heard: readonly string[];
}

/** Everything that servers elsewhere are told with a secret: each of them tells it back. */
export async function useOthers(call: Call, { url, heard }: Others): Promise<Given> {
  const hook = await call('POST', 'webhooks', {
    ...{ url: `${url}/hook`, events: ['message.response', 'message.failed'] },
    authentication: { type: 'bearer', token: own.webhookToken },
  });
  const path = `webhooks/${String(hook['webhook_id'])}`;
  const rotated = await call('POST', `${path}/rotate-secret`, {});
  await call('POST', `${path}/test`, {});
  // It carries the token that the webhook has when it leaves.
  await eventually(
    () => Promise.resolve(heard.join('\n')),
    (text) => text.includes(own.webhookToken),
  );
  await call('PATCH', path, { authentication: { type: 'bearer', token: own.nextWebhookToken } });
  await call('POST', `${path}/test`, {});
  await call('POST', 'tools', {
    ...{ name: 'nest', description: 'Looks.', parameters: { type: 'object' }, safety: 'read_only' },
    ...{ method: 'GET', url: `${url}/tool` },
    headers: { Authorization: { secret: 'env:CAXTON_SECRET_TOOL', prefix: 'Bearer ' } },
  });
  await call('POST', 'mcp-servers', {
    ...{ name: 'flock', url: `${url}/mcp` },
    headers: { Authorization: { secret: 'env:CAXTON_SECRET_MCP', prefix: 'Bearer ' } },
  });
  const signing = (of: Readonly<Record<string, unknown>>): string =>
    String(of['signing_secret']).replace('whsec_', '');
  return {
    'signing secret of a webhook': signing(hook),
    'next signing secret of a webhook': signing(rotated),
  };
}

/** Turns: one calls the tool, and of one the model refuses the key and repeats it. */
export async function talk(call: Call, stub: Pick<ModelStub, 'script'>): Promise<void> {
  await call('POST', 'agents', {
    ...{ name: 'Bird', capabilities: ['sing'], system_prompt: 'Sing.', tools: ['nest'] },
    memory: { enabled: true, scope: 'workspace' },
  });
  const message = { capability: 'sing', content: { text: 'Sing' }, wait: '20s' };
  stub.script(callsTools({ name: 'nest', arguments: {} }), says('{"sung":true}'));
  await call('POST', 'messages', message);
  stub.script(refuses(401, { message: `Incorrect API key provided: ${own.modelKey}` }));
  await call('POST', 'messages', message);
}

/** Everything that the server tells when it is asked. */
export async function readEverything(call: Call): Promise<void> {
  const { paths } = (await call('GET', '/openapi.json')) as { readonly paths?: object };
  for (const path of Object.keys(paths ?? {}))
    if (!path.includes('{')) await call('GET', path.replace('/api/v1/', ''));
  const { conversations } = await call('GET', 'conversations');
  for (const { id } of conversations as readonly { id: string }[]) {
    await call('GET', `conversations/${id}/messages`);
    await call('GET', `conversations/${id}?follow=true&keep_open=false`);
  }
}
