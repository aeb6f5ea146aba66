import { onlyText } from '../http/http-result.js';
import { ToolFault } from '../tool.errors.js';
import { egressFault } from './egress-fault.js';
import { EgressDenied, EgressFailed, type EgressFailureCode } from './egress.errors.js';

/** Silence, a broken connection, a damaged answer: the other side may have done what was asked. */
const unclear: ReadonlySet<EgressFailureCode> = new Set([
  'EGRESS_TIMEOUT',
  'EGRESS_UNREACHABLE',
  'EGRESS_INVALID_RESPONSE',
]);

const sentBefore = '; the request itself was sent and may have taken effect, do not repeat it';

/**
 * What a model is told when a request was refused or brought nothing back. One that may not be repeated
 * and may have arrived is told as OUTCOME_UNKNOWN.
 */
export function explainEgress(error: unknown, mayRepeat: boolean): unknown {
  if (error instanceof EgressDenied && error.isRedirect) {
    return egressFault(error, mayRepeat ? '' : sentBefore);
  }
  if (!(error instanceof EgressFailed)) return egressFault(error);
  if (!mayRepeat && !error.neverLeft && unclear.has(error.code)) {
    const remark = '; whether the request took effect is unknown, do not repeat it';
    return new ToolFault('OUTCOME_UNKNOWN', `${error.message}${remark}`, { cause: error });
  }
  const remark = error.code === 'EGRESS_CONTENT_TYPE' ? `; ${onlyText}` : '';
  return egressFault(error, remark);
}
