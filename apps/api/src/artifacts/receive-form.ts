import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { fieldErrors, ProtocolError } from '#protocol';
import { declaredType, type ArrivingFile } from './arriving-file.js';

/** A form is one file and a few words about it. */
const limits = {
  fields: 10,
  fieldNameSize: 100,
  fieldSize: 8_192,
  headerPairs: 50,
  headerSize: 8_192,
};

interface FirstFile {
  readonly stream: Readable;
  readonly name: string | undefined;
  readonly type: string | undefined;
}

/**
 * The one file of a form, as `curl -F file=@sales.csv` sends it, while it arrives. Its bytes end with an
 * error when the form turns out to be broken or to hold another file, so that nothing is kept of it.
 * @throws {ProtocolError} INVALID_REQUEST
 */
export async function receiveForm(
  contentType: string,
  body: AsyncIterable<Buffer>,
): Promise<ArrivingFile> {
  const form = openForm(contentType);
  const fields: Record<string, string> = {};
  form.on('field', (name, value) => {
    if (!Object.hasOwn(fields, name) && name !== '__proto__') fields[name] = value;
  });
  let files = 0;
  let first: FirstFile | undefined;
  const found = new Promise<void>((resolve) => {
    form.on('file', (_field, stream, filename, _encoding, type) => {
      files += 1;
      if (first === undefined) {
        first = { stream, name: filename || undefined, type: declaredType(type) };
        resolve();
      } else stream.resume();
    });
  });
  const parsed = pump(body, form);
  parsed.catch(() => undefined);
  await Promise.race([found, parsed]);
  if (first === undefined) throw noFile();
  return { ...first, fields, bytes: readFile(first.stream, parsed, () => files) };
}

async function* readFile(
  stream: Readable,
  parsed: Promise<void>,
  files: () => number,
): AsyncGenerator<Buffer, void> {
  // Whatever ends the form ends its file.
  parsed.catch((error: unknown) => stream.destroy(error as Error));
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof ProtocolError ? error : broken(error);
  } finally {
    stream.resume();
  }
  await parsed;
  if (files() > 1) throw oneOnly();
}

/** Writes the body into the form, no faster than its file is read. */
async function pump(body: AsyncIterable<Buffer>, form: BusboyInstance): Promise<void> {
  const failed = new Promise<never>((_resolve, reject) => {
    form.once('error', (error) => {
      reject(broken(error));
    });
  });
  const finished = once(form, 'finish');
  finished.catch(() => undefined);
  for await (const chunk of body) {
    if (!form.write(chunk)) await Promise.race([once(form, 'drain'), failed]);
  }
  form.end();
  await Promise.race([finished, failed]);
}

function openForm(contentType: string): BusboyInstance {
  try {
    const headers = { 'content-type': contentType };
    return new Busboy({ headers, limits, isPartAFile: isFile });
  } catch (error) {
    throw broken(error);
  }
}

/** A part with a name of a file, or one that is declared as more than a word. */
function isFile(
  _field: string | undefined,
  type: string | undefined,
  fileName: string | undefined,
): boolean {
  return fileName !== undefined || type === 'application/octet-stream';
}

function broken(cause: unknown): ProtocolError {
  const said =
    'The form is broken: it is not multipart/form-data with a boundary, or it ends early';
  return new ProtocolError(
    'INVALID_REQUEST',
    said,
    { suggestion: 'Send it as curl does: -F file=@sales.csv' },
    { cause },
  );
}

function noFile(): ProtocolError {
  return fieldErrors('INVALID_REQUEST', [
    {
      field: 'file',
      rule: 'required',
      message: 'is required: send it as curl does, -F file=@sales.csv',
    },
  ]);
}

function oneOnly(): ProtocolError {
  return fieldErrors('INVALID_REQUEST', [
    {
      field: 'file',
      rule: 'too_many',
      message: 'must be one file; send others in requests of their own',
    },
  ]);
}
