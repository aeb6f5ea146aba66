import { z } from 'zod';
import { durationText } from './duration.js';
import { timestamp } from './ids.js';
import { jsonObject } from './json.js';
import { requestHeaders, toolSafety } from './tool.schema.js';

/** As it stands before `__` in the names of its tools. */
export const mcpServerName = z
  .string()
  .regex(
    /^(?!.*__)[a-z][a-z0-9_]{0,30}[a-z0-9]$/,
    'must be 2 to 32 lower-case letters, digits or single "_", beginning with a letter',
  )
  .meta({ id: 'McpServerName', description: 'Name of the MCP server.', examples: ['crm'] });

/** Of one conversation with an MCP server, where its registration says nothing else. */
export const mcpTimeout = '30s';

const nameThere = z.string().min(1).max(128);

/** What is said of a server's tools, whichever way it is reached. */
export const mcpRules = {
  allowed_tools: z
    .array(nameThere)
    .max(128)
    .optional()
    .meta({ description: 'Its only tools that agents may be given, by their names there.' }),
  safety: z
    .record(nameThere, toolSafety)
    .optional()
    .meta({
      description:
        'What repeating a call of a tool does, by its name there. Without it a tool is unsafe, ' +
        'whatever the server says of it.',
    }),
  trust_annotations: z.boolean().optional().meta({
    description: 'Whether what the server says of the safety of its tools is believed.',
  }),
  new_tools: z.enum(['ask', 'approve']).optional().meta({
    description:
      '`ask`, the default: tools that come later wait for an approval. `approve`: only changed ones do.',
  }),
  timeout: durationText
    .optional()
    .meta({ description: 'Of one call with all that it takes, from 100ms to 60s.' }),
};

/** An MCP server, as it is registered. */
export const mcpServerDefinition = z
  .strictObject({
    name: mcpServerName,
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .meta({ description: 'Of its Streamable HTTP endpoint.' }),
    headers: requestHeaders.optional(),
    ...mcpRules,
  })
  .meta({
    id: 'McpServerDefinition',
    description: 'An MCP server and how it is reached.',
    examples: [
      {
        name: 'crm',
        url: 'https://crm.example.com/mcp',
        headers: { Authorization: { secret: 'env:CAXTON_SECRET_CRM', prefix: 'Bearer ' } },
        safety: { find_customer: 'read_only' },
      },
    ],
  });
export type McpServerDefinition = z.infer<typeof mcpServerDefinition>;

/** How a tool of a server stands. */
const mcpToolStatuses = [
  'approved',
  'awaiting_approval',
  'gone',
  'not_allowed',
  'unusable',
] as const;

/** Everything that a hash covers besides the name. */
const mcpToolWords = {
  title: z.string().optional(),
  description: z.string().meta({
    description:
      "In the server's words, which are not trusted. Characters that nobody sees are written out.",
  }),
  parameters: jsonObject,
  output_schema: jsonObject.optional(),
  annotations: jsonObject,
};

const mcpTool = z
  .object({
    name: z.string().meta({ description: 'As agents name it.' }),
    offered_as: z.string().meta({ description: 'Its name on the server.' }),
    status: z.enum(mcpToolStatuses),
    why: z.string().optional().meta({ description: 'Why it is not approved.' }),
    safety: toolSafety,
    hash: z
      .string()
      .meta({ description: 'Of what the server offers now; it is what is approved.' }),
    approved_hash: z.string().optional(),
    ...mcpToolWords,
    approved: z.object(mcpToolWords).optional().meta({
      description:
        'What was approved, where the server says something else now; models go on reading it.',
    }),
  })
  .meta({
    id: 'McpTool',
    description: 'A tool of an MCP server, as the server was last seen to offer it.',
  });
export type McpToolView = z.infer<typeof mcpTool>;

export const mcpServerView = z
  .object({
    name: z.string(),
    transport: z.enum(['http', 'stdio']),
    url: z.string().optional(),
    headers: requestHeaders.optional(),
    allowed_tools: z.array(z.string()).optional(),
    safety: z.record(z.string(), toolSafety).optional(),
    trust_annotations: z.boolean(),
    new_tools: z.enum(['ask', 'approve']),
    timeout: z.string(),
    status: z.enum(['reachable', 'unreachable', 'not_seen']).meta({
      description: 'How the last attempt to speak with it ended; `not_seen`: there was none.',
    }),
    problem: z.string().optional().meta({ description: 'Why it could not be spoken with.' }),
    failures: z.int().meta({ description: 'Attempts in a row that failed.' }),
    last_reached_at: timestamp.optional(),
    last_failed_at: timestamp.optional(),
    protocol_version: z.string().optional(),
    awaiting_approval: z.int(),
    tools: z.array(mcpTool),
    registered_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'McpServer', description: 'A registered MCP server with its tools.' });
export type McpServerView = z.infer<typeof mcpServerView>;

export const mcpServerList = z
  .object({ servers: z.array(mcpServerView), total: z.int() })
  .meta({ id: 'McpServerList' });
export type McpServerList = z.infer<typeof mcpServerList>;

export const mcpServerRemoved = z
  .object({ name: z.string(), status: z.literal('removed') })
  .meta({ id: 'McpServerRemoved' });
export type McpServerRemoved = z.infer<typeof mcpServerRemoved>;

/** What a person approves: the hashes of what was shown. */
export const mcpApproval = z
  .strictObject({
    tools: z.record(nameThere, z.string().max(80)).meta({
      description: 'By name on the server, the hash of what is approved.',
    }),
  })
  .meta({ id: 'McpApproval', examples: [{ tools: { find_customer: 'sha256:5f2c' } }] });
