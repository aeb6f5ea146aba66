import { UseInterceptors, type Type } from '@nestjs/common';
import { WriteAudit } from '../identity/write-audit.js';
import { auditedAs } from '../identity/audited.decorator.js';
import { AnswerInTime } from './answer-in-time.js';
import { isHeld } from './holds.decorator.js';
import { handlersOf } from './needs-of.js';

/** Operations of which it is known what stands around them; servers of one process share their controllers. */
const bound = new WeakSet<object>();

/**
 * Bounds the time of every operation that does not say `@Holds`, and has those that say `@Audited` written down. Each
 * has the interceptors that concern it and no others: with the first one Nest wraps an answer in five observables,
 * which was a sixth of what accepting a message cost before the sender saw it.
 */
export function boundOperations(controllers: readonly Type[]): void {
  for (const controller of controllers)
    for (const [name, handler] of handlersOf(controller)) {
      if (bound.has(handler)) continue;
      bound.add(handler);
      const around = [
        ...(isHeld(handler, controller) ? [] : [AnswerInTime]),
        ...(auditedAs(handler) === undefined ? [] : [WriteAudit]),
      ];
      if (around.length > 0)
        UseInterceptors(...around)(controller.prototype as object, name, { value: handler });
    }
}
