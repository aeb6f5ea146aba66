import { z } from 'zod';
import { approvalId } from './approval.schema.js';
import { messageId, timestamp } from './ids.js';
import { jsonValue } from './json.js';

/** `model`: an answer of a model. `tool`: a call of a tool. `code`: a named step of a code agent. */
const stepKind = z.enum(['model', 'tool', 'code']).meta({ id: 'StepKind' });
export type StepKind = z.infer<typeof stepKind>;

/**
 * `started`: begun, its outcome not written yet. `done`: another attempt replays it. `unknown`: whether
 * it took effect cannot be known, and it is not made again. `superseded`: of an attempt whose course
 * was not taken again, or of a result that was too long to keep: another attempt makes it again.
 */
export const stepState = z
  .enum(['started', 'done', 'unknown', 'superseded'])
  .meta({ id: 'StepState' });
export type StepState = z.infer<typeof stepState>;

/** One step of the turn on a message, without what a model was asked and what came of it. */
export const turnStep = z
  .object({
    step: z.int().meta({ description: 'Number in the turn, from 1; numbers may be missing.' }),
    kind: stepKind,
    name: z.string().meta({ description: 'The model, the tool, or the name of the step.' }),
    state: stepState,
    arguments: jsonValue.meta({
      description:
        'Of a call of a tool, what it was made with; of long ones the beginning of their JSON. Null: it is none.',
    }),
    approval_id: approvalId.nullable().meta({
      description: 'Of a call that people decided about, at `/api/v1/approvals/{id}`.',
    }),
    edited: z.boolean().meta({ description: 'A person edited the arguments of the call.' }),
    attempts: z.int().meta({ description: 'How often it was begun; replays do not count.' }),
    idempotency_key: z.string().nullable().meta({
      description: 'What was sent along as `Idempotency-Key`. Null: nothing changes outside.',
    }),
    tokens: z.object({ input: z.int(), output: z.int() }),
    started_at: timestamp,
    finished_at: timestamp.nullable(),
    duration_ms: z.number().nullable(),
  })
  .meta({ id: 'TurnStep' });
export type TurnStep = z.infer<typeof turnStep>;

/** What the turn on a message did, step by step, over all of its attempts. */
export const messageSteps = z
  .object({ message_id: messageId, steps: z.array(turnStep), total: z.int() })
  .meta({
    id: 'MessageSteps',
    examples: [
      {
        message_id: 'msg-001',
        total: 2,
        steps: [
          {
            step: 1,
            kind: 'model',
            name: 'anthropic/claude-sonnet-5-5',
            state: 'done',
            arguments: null,
            approval_id: null,
            edited: false,
            attempts: 1,
            idempotency_key: null,
            tokens: { input: 412, output: 57 },
            started_at: '2025-09-10T15:35:01Z',
            finished_at: '2025-09-10T15:35:03Z',
            duration_ms: 2_012,
          },
          {
            step: 2,
            kind: 'tool',
            name: 'http_client',
            state: 'unknown',
            arguments: { method: 'POST', url: 'https://shop.example/refunds', json: { order: 7 } },
            approval_id: 'apr-0199c1a2-5f0e-7c3d-9a51-3f2d8c1b7e60',
            edited: true,
            attempts: 1,
            idempotency_key: 'caxton-msg-001-2',
            tokens: { input: 0, output: 0 },
            started_at: '2025-09-10T15:35:03Z',
            finished_at: null,
            duration_ms: null,
          },
        ],
      },
    ],
  });
export type MessageSteps = z.infer<typeof messageSteps>;
