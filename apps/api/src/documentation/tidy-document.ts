import type { OpenAPIObject } from '@nestjs/swagger';
import { errorCatalogue, type ErrorCode } from '#protocol';
import { eventStream, recordLines } from '../http/reply.decorator.js';
import { anyType, form } from '../http/takes.decorator.js';
import { codesIn, examplesOf } from './error-examples.js';
import { mayBeLeftOut } from './schema-catalogue.js';

interface Media {
  schema?: unknown;
  example?: unknown;
  examples?: unknown;
}

interface Answer {
  description?: string;
  content?: Record<string, Media>;
}

interface Body {
  required?: boolean;
  content?: Record<string, { schema?: Record<string, unknown> }>;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** What a follower reads, as `curl` prints it. */
const streamed: Media = {
  schema: {
    type: 'string',
    description: 'Frames of `id`, `event` and `data`; `data` is a ConversationEvent as JSON.',
    contentMediaType: eventStream,
    contentSchema: { $ref: '#/components/schemas/ConversationEvent' },
  },
  example:
    'id: 1\nevent: message.accepted\ndata: {"id":1,"type":"message.accepted","conversation_id":"conv-001","at":"2025-09-10T15:35:00.000Z","data":{}}\n\n',
};

/** A record of an export a line: its metadata, entities, relations, and that it has ended. */
const lines: Media = {
  schema: { type: 'string', description: 'JSON Lines; docs/memory.md shows each kind of record.' },
  example:
    '{"record":"export_metadata","version":"1.0"}\n{"record":"entity","entity_name":"acme","entity_type":"customer","observations":["Acme prefers the phone"]}\n{"record":"end","entities":1,"relations":0}\n',
};

/** The framework writes every answer of an operation in the same media types; errors are always JSON. */
export function tidyDocument(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = path[method];
      if (operation !== undefined) tidyOperation(operation, method !== 'get');
    }
  }
  return document;
}

function tidyOperation(
  { responses: declared, security, requestBody }: OperationObject,
  changes: boolean,
): void {
  const responses = declared as Record<string, Answer>;
  for (const [status, answer] of Object.entries(responses)) tidyAnswer(Number(status), answer);
  if (security !== undefined) tellOfCredentials(responses);
  if (changes) tellOf(responses, ofGaps);
  for (const answer of Object.values(responses)) showErrors(answer);
  tidyBody((requestBody ?? {}) as Body);
}

type OperationObject = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** What an operation may answer to whoever it does not know, or does not allow it. */
function tellOfCredentials(responses: Record<string, Answer>): void {
  tellOf(responses, ['UNAUTHORIZED', 'FORBIDDEN', 'PASSWORD_CHANGE_REQUIRED']);
}

/** What a change may be answered when the database refuses what every check let through. */
const ofGaps: readonly ErrorCode[] = ['DATA_CONFLICT', 'DATA_REFUSED'];

function tellOf(responses: Record<string, Answer>, codes: readonly ErrorCode[]): void {
  for (const code of codes) {
    const { status, when } = errorCatalogue[code];
    const answer = (responses[String(status)] ??= {
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    });
    const said = answer.description ?? '';
    if (said.includes(`\`${code}\``)) continue;
    answer.description = [said, `\`${code}\`: ${when}`].filter((text) => text !== '').join('\n\n');
  }
}

/** One example for each code that the answer may carry, instead of one for all errors there are. */
function showErrors({ description = '', content = {} }: Answer): void {
  const codes = codesIn(description);
  for (const media of codes.length === 0 ? [] : Object.values(content)) {
    media.examples = examplesOf(codes);
  }
}

/** Only a form has fields; the file itself is bytes. The framework takes every body for required. */
function tidyBody(body: Body): void {
  const { content = {} } = body;
  if (content[form] !== undefined)
    content[anyType] = { schema: { type: 'string', format: 'binary' } };
  for (const media of Object.values(content)) {
    const { [mayBeLeftOut]: isOptional, ...schema } = media.schema ?? {};
    if (isOptional !== true) continue;
    media.schema = schema;
    body.required = false;
  }
}

function tidyAnswer(status: number, answer: Answer): void {
  const { content } = answer;
  if (content === undefined) return;
  if (status >= 400) answer.content = { 'application/json': Object.values(content)[0] ?? {} };
  else if (content[eventStream] !== undefined) content[eventStream] = streamed;
  else if (content[recordLines] !== undefined) content[recordLines] = lines;
}
