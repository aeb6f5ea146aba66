import { DocumentFault } from '#documents';
import { ToolFault, type ToolFaultCode } from '../tool.errors.js';

const codes: Readonly<Record<DocumentFault['kind'], ToolFaultCode>> = {
  unreadable: 'TOOL_FAILED',
  undrawable: 'TOOL_ARGUMENTS_INVALID',
};

/** What is wrong with a document is wrong with the call. @throws {ToolFault} in the words of the fault */
export async function askDocuments<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    throw new ToolFault(codes[error.kind], error.message, { cause: error });
  }
}
