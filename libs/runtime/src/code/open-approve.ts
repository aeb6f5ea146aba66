import type { JsonObject } from '#protocol';
import { cleanJson } from '../answer/clean-json.js';
import { hashRequest } from '../journal/hash-request.js';
import { readTimeout } from '../outgoing/read-timeout.js';
import { BadStep } from '../runtime.errors.js';
import { approvalTimeoutMs } from '../suspend/approval-timeout.js';
import type { TurnKit } from '../turn-kit.js';
import type { CodeTurn } from './define-agent.js';
import { checkName } from './open-steps.js';
import { reached } from './reached.js';
import { viaJson } from './via-json.js';

/** What a code agent asks of people: `turn.approve`. */
export function openApprove({
  people,
  signal,
}: Pick<TurnKit, 'people' | 'signal'>): CodeTurn['approve'] {
  return async (name, details, { why, schema, timeout } = {}) => {
    checkName(name);
    signal.throwIfAborted();
    const asked = people.ask({
      kind: 'code',
      name,
      requestHash: hashRequest('code', name, null),
      arguments: readDetails(name, details),
      ...{ schema, why },
      timeoutMs: readTimeout(timeout) ?? approvalTimeoutMs,
    });
    const consent = await reached(asked);
    return {
      approved: consent.isGranted,
      edited: consent.isEdited,
      details: consent.arguments as JsonObject,
      ...(consent.decidedBy === undefined ? {} : { decided_by: consent.decidedBy }),
      ...(consent.reason === undefined ? {} : { reason: consent.reason }),
    };
  };
}

function readDetails(name: string, details: JsonObject): JsonObject {
  const cleaned = cleanJson(viaJson(details));
  if (cleaned.kind === 'clean' && isObject(cleaned.value)) return cleaned.value;
  throw new BadStep(`What "${name}" is about must be an object of plain JSON.`);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
