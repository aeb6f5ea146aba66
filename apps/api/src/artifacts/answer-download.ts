import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Artifact, ArtifactShelf, ByteRange } from '#artifacts';
import type { Caller } from '#platform';
import { attachment } from './attachment.js';
import { chooseRange, isUnchanged } from './choose-range.js';

/**
 * Sends the bytes of an artifact, or those that `Range` asks for. Whoever uploaded it decided what is in it,
 * so it is a file to save and never a page: an attachment that no browser looks into or runs.
 */
export async function answerDownload(
  shelf: ArtifactShelf,
  caller: Caller,
  id: string,
  reply: FastifyReply,
): Promise<void> {
  const { headers, method } = reply.request;
  if (method === 'HEAD') {
    const artifact = await shelf.get(caller, id);
    describe(reply, artifact).header('content-length', artifact.sizeBytes);
    // With a body of its own the framework would count that one.
    void reply.send(Readable.from([]));
    return;
  }
  if (headers['if-none-match'] !== undefined) {
    const artifact = await shelf.get(caller, id);
    if (isUnchanged(headers['if-none-match'], artifact.hash)) {
      void describe(reply, artifact).code(304).send();
      return;
    }
  }
  let range: ByteRange | undefined;
  const { artifact, bytes } = await shelf.open(caller, id, (found) => {
    range = chooseRange(headers, found);
    return range;
  });
  describe(reply, artifact);
  if (range !== undefined) describeRange(reply, range, artifact);
  const length = range === undefined ? artifact.sizeBytes : range.end - range.start + 1;
  void reply.header('content-length', length).send(Readable.from(bytes, { highWaterMark: 1 }));
}

function describe(reply: FastifyReply, { name, mediaType, hash }: Artifact): FastifyReply {
  return reply.headers({
    'content-type': mediaType,
    'content-disposition': attachment(name),
    etag: `"${hash}"`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
}

function describeRange(reply: FastifyReply, { start, end }: ByteRange, of: Artifact): void {
  const shown = `bytes ${String(start)}-${String(end)}/${String(of.sizeBytes)}`;
  void reply.code(206).header('content-range', shown);
}
