import { randomBytes } from 'node:crypto';

/** Letters that are nowhere else: a hit is a leak. */
const canary = (name: string): string => `canary-${name}-${randomBytes(12).toString('hex')}`;

/** Secrets that people bring. */
export const own = {
  password: canary('password'),
  newPassword: canary('new-password'),
  adminPassword: canary('admin-password'),
  wrongPassword: canary('wrong-password'),
  wrongKey: canary('wrong-key'),
  wrongToken: canary('wrong-token'),
  basic: canary('basic'),
  cookie: canary('cookie'),
  query: canary('query'),
  modelKey: canary('model-key'),
  embeddingKey: canary('embedding-key'),
  toolSecret: canary('tool-secret'),
  mcpSecret: canary('mcp-secret'),
  webhookToken: canary('webhook-token'),
  nextWebhookToken: canary('next-webhook-token'),
};
