import type { FastifyRequest } from 'fastify';
import { conversationId, messageId } from '#protocol';

/** A conversation, by its id or that of one of its messages. */
type Named = { readonly conversationId: string } | { readonly messageId: string };

const conversationPath = '/api/v1/conversations/:id';
const ofMessage = /^\/api\/v1\/(?:messages|dead-letters)\/:id/;

/** The conversations that a request names: by path, by query, or in its body. What is no id is refused elsewhere. */
export function namedConversations({ routeOptions, params, query, body }: FastifyRequest): Named[] {
  const path = routeOptions.url ?? '';
  const id = fieldOf(params, 'id');
  const conversations = [
    ...(path.startsWith(conversationPath) ? [id] : []),
    fieldOf(query, 'conversation_id'),
    fieldOf(body, 'conversation_id'),
  ];
  const messages = [...(ofMessage.test(path) ? [id] : []), fieldOf(query, 'message_id')];
  return [
    ...conversations.flatMap((each) => {
      const { data } = conversationId.safeParse(each);
      return data === undefined ? [] : [{ conversationId: data }];
    }),
    ...messages.flatMap((each) => {
      const { data } = messageId.safeParse(each);
      return data === undefined ? [] : [{ messageId: data }];
    }),
  ];
}

function fieldOf(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[field];
}
