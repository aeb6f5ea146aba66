import { z } from 'zod';
import { durationText } from './duration.js';
import { timestamp } from './ids.js';
import { jsonObject } from './json.js';
import { toolMethods } from './tool-policy.schema.js';

/** What repeating a call of a tool does. */
export const toolSafety = z.enum(['read_only', 'idempotent', 'unsafe']).meta({
  id: 'ToolSafety',
  description:
    '`read_only`: a call changes nothing. `idempotent`: twice is the same as once. `unsafe`: every call ' +
    'counts, so it is made at most once.',
});

/** As agents name a registered tool. `__` stands between an MCP server and its tool. */
const registeredToolName = z
  .string()
  .regex(
    /^(?!.*__)[a-z][a-z0-9_]{0,63}$/,
    'must start with a lower-case letter and hold up to 64 lower-case letters, digits or single "_"',
  )
  .meta({ id: 'RegisteredToolName', description: 'Name of the tool.', examples: ['crm_lookup'] });

/** A secret by the name of the variable that holds it; the value never leaves the server's processes. */
export const secretReference = z
  .strictObject({
    secret: z
      .string()
      .regex(
        /^env:CAXTON_SECRET_[A-Z0-9_]{1,64}$/,
        'must name a variable of the server, such as env:CAXTON_SECRET_CRM',
      ),
    prefix: z
      .string()
      .max(32)
      .regex(/^[\x20-\x7e]*$/, 'must be printable')
      .optional()
      .meta({ description: 'What stands before it.', examples: ['Bearer '] }),
  })
  .meta({ id: 'SecretReference', description: 'A secret, by reference.' });
export type SecretReference = z.infer<typeof secretReference>;

const headerName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header');
const plainValue = z
  .string()
  .max(1_000)
  .regex(/^[\t\x20-\x7e]*$/, 'must be printable');

/** Headers of a request: plain ones, and secrets by reference. */
export const requestHeaders = z
  .record(headerName, z.union([plainValue, secretReference]))
  .meta({ description: 'Headers of every request. Secrets by reference only.' });

/** Where an argument goes. */
const argumentPlace = z.strictObject({
  in: z.enum(['path', 'query', 'header', 'body']),
  name: z.string().min(1).max(64).optional().meta({ description: 'Under which name there.' }),
});

const definition = {
  description: z.string().min(1).max(2_000).meta({
    description: 'What it does and when to use it, for the model.',
  }),
  examples: z.array(z.string().min(1).max(200)).max(10).optional(),
  url: z
    .string()
    .min(1)
    .max(2_048)
    .meta({
      description: 'Where it is called. {name} in the path is an argument.',
      examples: ['https://crm.example.com/customers/{id}'],
    }),
  method: z.enum(toolMethods).optional(),
  parameters: jsonObject.optional().meta({
    description: 'JSON Schema (2020-12) of the arguments: an object.',
  }),
  arguments: z
    .record(z.string(), argumentPlace)
    .optional()
    .meta({
      description:
        'Where each argument goes. By default: into the path where the URL names it, else into the ' +
        'query for GET and DELETE and into a JSON body otherwise.',
    }),
  headers: requestHeaders.optional(),
  safety: toolSafety.optional(),
  timeout: durationText.optional(),
  max_response_bytes: z.int().min(1).max(5_242_880).optional(),
};

/** A tool behind an HTTP endpoint, as it is registered. */
export const httpToolDefinition = z.strictObject({ name: registeredToolName, ...definition }).meta({
  id: 'HttpToolDefinition',
  description: 'A tool behind an HTTP endpoint.',
  examples: [
    {
      name: 'crm_lookup',
      description: 'Looks a customer up by number.',
      url: 'https://crm.example.com/customers/{id}',
      parameters: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string' }, fields: { type: 'string' } },
      },
      headers: { Authorization: { secret: 'env:CAXTON_SECRET_CRM', prefix: 'Bearer ' } },
    },
  ],
});
export type HttpToolDefinition = z.infer<typeof httpToolDefinition>;

/** What takes the place of a registered tool: all of it but its name. */
export const httpToolReplacement = z
  .strictObject({ ...definition, name: registeredToolName.optional() })
  .meta({ id: 'HttpToolReplacement', description: 'What the tool is from now on, all of it.' });

/** The endpoint of an HTTP tool; secrets are shown by reference. */
const shownEndpoint = z
  .object({
    url: z.string(),
    method: z.enum(toolMethods),
    arguments: z.record(z.string(), argumentPlace).optional(),
    headers: requestHeaders.optional(),
    timeout: z.string(),
    max_response_bytes: z.int(),
  })
  .meta({ id: 'ToolEndpoint' });

/** Where a tool of an MCP server comes from, and whether it may be called as it is. */
const shownOrigin = z
  .object({
    server: z.string(),
    offered_as: z.string(),
    status: z.enum(['approved', 'awaiting_approval', 'gone']),
    why: z.string().optional(),
  })
  .meta({ id: 'ToolOrigin', description: 'Of a tool of an MCP server.' });

/** One tool that agents may be given. */
export const toolView = z
  .object({
    name: z.string(),
    description: z.string(),
    source: z.enum(['builtin', 'http', 'mcp']),
    safety: toolSafety,
    parameters: jsonObject,
    examples: z.array(z.string()).optional(),
    reads_outside: z.boolean(),
    used_by: z.int(),
    endpoint: shownEndpoint.optional(),
    mcp: shownOrigin.optional(),
    registered_at: timestamp.optional(),
    updated_at: timestamp.optional(),
  })
  .meta({
    id: 'Tool',
    description: 'A tool that agents may be given.',
    examples: [
      {
        name: 'crm_lookup',
        description: 'Looks a customer up by number.',
        source: 'http',
        safety: 'read_only',
        parameters: {
          type: 'object',
          additionalProperties: false,
          required: ['id'],
          properties: { id: { type: 'string' } },
        },
        reads_outside: true,
        used_by: 2,
        endpoint: {
          url: 'https://crm.example.com/customers/{id}',
          method: 'GET',
          headers: { Authorization: { secret: 'env:CAXTON_SECRET_CRM', prefix: 'Bearer ' } },
          timeout: '15s',
          max_response_bytes: 1048576,
        },
        registered_at: '2025-09-10T15:30:00Z',
        updated_at: '2025-09-10T15:30:00Z',
      },
    ],
  });
export type ToolView = z.infer<typeof toolView>;

export const toolList = z
  .object({ tools: z.array(toolView), total: z.int() })
  .meta({ id: 'ToolList' });
export type ToolList = z.infer<typeof toolList>;

/** Answer to a removal. Agents that name the tool are told at the call that it is gone. */
export const toolRemoved = z
  .object({ name: z.string(), status: z.literal('removed'), used_by: z.int() })
  .meta({ id: 'ToolRemoved' });
export type ToolRemoved = z.infer<typeof toolRemoved>;
