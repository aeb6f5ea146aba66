import { z } from 'zod';

/** Ids end up in logs, headers and terminals, so control characters stay out of them. */
const printable = /^[^\p{Cc}\p{Cs}]+$/u;

/** An agent's name, which is its id on the wire. Unique in its workspace. */
export const agentName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'must start with a letter and hold up to 64 letters, digits, "-" or "_"',
  )
  .meta({ id: 'AgentName', description: 'Name of the agent.', examples: ['DataAnalyzer'] });

/** A service that agents provide and messages are sent to. */
export const capabilityName = z
  .string()
  .max(100)
  .regex(
    /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/,
    'must be lower-case words joined by "-" or ".", such as data-analysis',
  )
  .meta({ id: 'CapabilityName', description: 'A capability.', examples: ['data-analysis'] });

/** Any text of 1 to 200 printable characters that the client likes. */
export const conversationId = z
  .string()
  .min(1)
  .max(200)
  .regex(printable, 'must not contain control characters')
  .meta({ id: 'ConversationId', description: 'Id of the conversation.', examples: ['conv-001'] });

/** Given by the server (sorts by time) or chosen by the client to make a retry harmless. */
export const messageId = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]*$/, 'may hold letters, digits and . _ : -')
  .meta({ id: 'MessageId', description: 'Id of the message.', examples: ['msg-001'] });

/** Given by the server. `artifact:` before it refers to the artifact in what is sent to agents. */
export const artifactId = z
  .string()
  .regex(/^art_[0-9a-f]{32}$/, 'must be an artifact_id that this server gave')
  .meta({
    id: 'ArtifactId',
    description: 'Id of the artifact.',
    examples: ['art_0f8fad5bd9cb469fa16570867728950e'],
  });

/** RFC 3339, UTC, as in the contract: `2025-09-10T15:30:00Z`. */
export const timestamp = z
  .string()
  .meta({ format: 'date-time', examples: ['2025-09-10T15:30:00.000Z'] });

/** The literal sender of everything that comes in over the REST API (quick start, section 4). */
export const apiClient = 'api_client';
