import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { conversationEvent, batchNotice, webhookNotice, webhookPayload } from '#protocol';
import { namedBodies } from '../http/takes.decorator.js';
import { examplesIn } from './error-examples.js';
import { quickStartExamples } from './quick-start-examples.js';
import { SchemaCatalogue, type JsonSchema } from './schema-catalogue.js';
import { tags } from './tags.js';
import { tidyDocument } from './tidy-document.js';
import { describeWebhooks } from './webhook-events.js';

/** The contract of a running application, from its routes and their schemas. */
export function describeApi(app: INestApplication, version: string): OpenAPIObject {
  const schemas = new SchemaCatalogue();
  const document = SwaggerModule.createDocument(app, outline(version), {
    operationIdFactory: (_controller, method) => method,
    standardSchemaConverter: (schema, { schemaType }) => schemas.convert(schema, schemaType),
  });
  // These are referred to by name only.
  for (const body of namedBodies) {
    if (!Object.hasOwn(schemas.components, body.meta()?.id ?? '')) schemas.convert(body, 'input');
  }
  schemas.convert(conversationEvent, 'output');
  schemas.convert(webhookPayload, 'output');
  schemas.convert(webhookNotice, 'output');
  schemas.convert(batchNotice, 'output');
  document.components = { ...document.components, schemas: withExamples(schemas.components) };
  const tidy = tidyDocument(document);
  const examples = examplesIn(JSON.stringify(tidy.paths));
  return { ...tidy, components: { ...tidy.components, examples }, webhooks: describeWebhooks() };
}

function withExamples(schemas: Record<string, JsonSchema>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const example = quickStartExamples[name];
      return [name, example === undefined ? schema : { ...schema, examples: [example] }];
    }),
  );
}

/** What a reader of the page tries first. */
const beginning = `A server for multi-agent systems: deploy agents, send messages to capabilities, follow the conversation.

1. **Deploy** an agent: \`POST /api/v1/agents\` under Agents, with the example as it is.
2. **Ask** it: \`POST /api/v1/messages\` under Messages. With \`wait\` the answer brings the reply.
3. **Read** what was said: \`GET /api/v1/conversations/{id}/messages\` under Conversations.

Every error says in \`details.suggestion\` what to do.`;

function outline(version: string): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Caxton')
    .setVersion(version)
    .setDescription(beginning)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This server');
  builder.addBearerAuth(
    {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'Of POST /api/v1/auth/login.',
    },
    'bearer',
  );
  builder.addApiKey(
    { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'Of POST /api/v1/keys.' },
    'apiKey',
  );
  for (const { name, description } of tags) builder.addTag(name, description);
  return { ...builder.build(), security: [] };
}
