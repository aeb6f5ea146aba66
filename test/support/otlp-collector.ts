import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { readJson, readProtobuf, type HeardSpan } from './otlp-messages.js';

const readers: Readonly<Record<string, (body: Buffer) => HeardSpan[]>> = {
  'application/x-protobuf': readProtobuf,
  'application/json': readJson,
};

/** A collector of traces on this machine: OTLP over HTTP at `/v1/traces`, and nothing else. */
export class OtlpCollector {
  readonly spans: HeardSpan[] = [];
  /** In which of its two forms it was told. */
  readonly types = new Set<string>();

  private constructor(private readonly server: ReturnType<typeof createServer>) {}

  static async start(): Promise<OtlpCollector> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const collector = new OtlpCollector(server);
    server.on('request', (request, response) => {
      void collector.hear(request, response);
    });
    return collector;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const type = request.headers['content-type'] ?? '';
    const read = readers[type];
    if (request.url !== '/v1/traces' || request.method !== 'POST' || read === undefined) {
      response.writeHead(404).end();
      return;
    }
    const sent = Buffer.concat(pieces);
    this.types.add(type);
    this.spans.push(
      ...read(request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent),
    );
    // An empty answer says that all was taken, in protobuf; as JSON it is an empty object.
    const body = type === 'application/json' ? '{}' : '';
    response.writeHead(200, { 'content-type': type }).end(body);
  }
}
