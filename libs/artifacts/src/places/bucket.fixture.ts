import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned } from './signature.fixture.js';

/** A bucket on loopback that speaks as much of S3 as blobs need, and refuses what is not signed. */
export interface LoopbackBucket {
  readonly url: string;
  readonly objects: Map<string, Buffer>;
  /** Uploads in parts that were begun and neither completed nor given up. */
  readonly uploads: Map<string, Map<number, Buffer>>;
  /** Answers the next requests with this status instead. */
  failNext(times: number): void;
  close(): Promise<void>;
}

export const accessKeyId = 'AKIDEXAMPLE';
export const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

export async function openBucket(): Promise<LoopbackBucket> {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();
  let failures = 0;
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      failures -= 1;
      if (failures >= 0) answer(response, 500, '<Error><Code>InternalError</Code></Error>');
      else if (!isSigned(request, body, secretAccessKey)) answer(response, 403);
      else serve({ request, response, body }, objects, uploads);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/bucket`,
    objects,
    uploads,
    failNext: (times) => {
      failures = times;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
}

function serve(
  exchange: Exchange,
  objects: LoopbackBucket['objects'],
  uploads: LoopbackBucket['uploads'],
): void {
  const { request, response, body } = exchange;
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const key = decodeURIComponent(pathname.replace('/bucket/', ''));
  const upload = searchParams.get('uploadId');
  if (searchParams.has('uploads')) {
    const id = String(uploads.size + 1);
    uploads.set(id, new Map());
    const told = `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`;
    answer(response, 200, told);
  } else if (upload !== null) {
    const { method } = request;
    const parts = uploads.get(upload) ?? new Map<number, Buffer>();
    if (method === 'PUT') parts.set(Number(searchParams.get('partNumber')), body);
    else uploads.delete(upload);
    if (method === 'POST') objects.set(key, Buffer.concat([...parts.values()]));
    response.setHeader('etag', '"part"');
    const done = `<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>`;
    answer(response, 200, method === 'POST' ? done : '');
  } else serveObject(exchange, objects, key);
}

function serveObject(
  { request, response, body }: Exchange,
  objects: LoopbackBucket['objects'],
  key: string,
): void {
  const { method, headers } = request;
  if (method === 'PUT') objects.set(key, body);
  if (method === 'DELETE') objects.delete(key);
  const found = objects.get(key);
  if (method !== 'GET') answer(response, method === 'DELETE' ? 204 : 200);
  else if (found === undefined) answer(response, 404, '<Error><Code>NoSuchKey</Code></Error>');
  else {
    const [, start = '0', end = ''] = /bytes=(\d+)-(\d*)/.exec(headers.range ?? '') ?? [];
    answer(response, 206, found.subarray(Number(start), Number(end) + 1));
  }
}

function answer(response: ServerResponse, status: number, body: string | Buffer = ''): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
