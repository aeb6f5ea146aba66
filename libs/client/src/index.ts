/** The client of Caxton: calls, following, waiting, and checking what webhooks bring. */

export { pages } from './calls/pages.js';
export type { AnswerOf, BodyOf, CallOptions, OperationId, QueryFor } from './calls/operation.js';
export { CaxtonClient } from './caxton-client.js';
export type { Token } from './connection/credentials.js';
export type { ClientOptions } from './connection/settings.js';
export { CaxtonError, type ErrorCode, type FieldFault } from './errors/caxton-error.js';
export type { components, operations } from './generated/openapi.js';
export type { DownloadOptions } from './files/download-artifact.js';
export type { Artifact, ArtifactContent, UploadOptions } from './files/upload-artifact.js';
export {
  MessageFailedError,
  type Message,
  type MessageAccepted,
} from './messages/message-failed-error.js';
export type { MessageToSend } from './messages/send-and-wait.js';
export type { MessageDryRun } from './messages/send-message.js';
export type { ConversationEvent } from './stream/conversation-event.js';
export type { FollowOptions } from './stream/follow-options.js';
export type { WebhookHeaders } from './webhooks/signed-headers.js';
export {
  verifyWebhook,
  type VerifyOptions,
  type WebhookPayload,
} from './webhooks/verify-webhook.js';
export { WebhookVerificationError } from './webhooks/webhook-verification-error.js';
