import type { IncomingHttpHeaders } from 'node:http';
import { declaredType, type ArrivingFile } from './arriving-file.js';
import { receiveForm } from './receive-form.js';

/** The file in a body: the body itself, or the one file of a form. */
export async function receiveFile(
  headers: IncomingHttpHeaders,
  body: AsyncIterable<Buffer>,
): Promise<ArrivingFile> {
  const declared = headers['content-type'] ?? '';
  if (/^multipart\/form-data\b/i.test(declared)) return receiveForm(declared, body);
  return { type: declaredType(declared), name: undefined, bytes: body, fields: {} };
}
