import type { components } from '../generated/openapi.js';

/** Something that happened in a conversation. */
export type ConversationEvent = components['schemas']['ConversationEvent'];
