import { ToolFault, type ToolFaultCode } from '../tool.errors.js';
import { EgressDenied, EgressFailed, type EgressFailureCode } from './egress.errors.js';

const codes: Readonly<Record<EgressFailureCode, ToolFaultCode>> = {
  EGRESS_UNREACHABLE: 'TOOL_FAILED',
  EGRESS_TIMEOUT: 'TOOL_TIMEOUT',
  EGRESS_TOO_LARGE: 'TOOL_RESULT_TOO_LARGE',
  EGRESS_TOO_MANY_REDIRECTS: 'TOOL_FAILED',
  EGRESS_CONTENT_TYPE: 'TOOL_FAILED',
  EGRESS_INVALID_REQUEST: 'TOOL_ARGUMENTS_INVALID',
  EGRESS_INVALID_RESPONSE: 'TOOL_FAILED',
};

/** A failure of the way out as the model is told it; any other error as it is. */
export function egressFault(error: unknown, remark = ''): unknown {
  if (error instanceof EgressDenied) {
    const code = error.isRedirect ? 'EGRESS_REDIRECT_DENIED' : 'EGRESS_DENIED';
    return new ToolFault(code, `${error.message}${remark}`);
  }
  if (!(error instanceof EgressFailed)) return error;
  return new ToolFault(codes[error.code], `${error.message}${remark}`, { cause: error });
}
