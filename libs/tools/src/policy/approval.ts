import type { JsonObject } from '#protocol';
import { ToolFault } from '../tool.errors.js';

/** A call that a person must allow before it is made. */
interface WantedApproval {
  readonly tool: string;
  /** As they will be sent: what a person reads is what happens. */
  readonly arguments: JsonObject;
  /** Why somebody must look, in words. */
  readonly reason: string;
  /** Of the call, the same in every attempt at it. */
  readonly idempotencyKey: string;
}

/**
 * Asks a person whether a call may be made; returns when it may.
 * @throws {ToolFault} TOOL_NEEDS_APPROVAL when it may not
 */
export type AskApproval = (wanted: WantedApproval, signal: AbortSignal) => Promise<void>;

/** Where nobody can be asked, nothing that needs approval is done. */
export const refuseWithoutAnybody: AskApproval = ({ tool, reason }) =>
  Promise.reject(
    new ToolFault(
      'TOOL_NEEDS_APPROVAL',
      `${tool} needs approval, which nobody can give here: ${reason}. It was not called; say in your answer what should be done`,
    ),
  );
