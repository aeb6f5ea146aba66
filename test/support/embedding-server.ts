import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as an embedding server got it. */
export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: { readonly model: string; readonly input: readonly string[] } & Record<
    string,
    unknown
  >;
}

type Answer = { readonly status?: number; readonly headers?: Record<string, string> } & (
  { readonly body: unknown } | { readonly text: string }
);

/** A server on the loopback that speaks as it is told. */
export class EmbeddingServer {
  readonly asked: Asked[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(answer: (asked: Asked, times: number) => Answer): Promise<EmbeddingServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const started = new EmbeddingServer(server, `http://127.0.0.1:${String(port)}`);
    server.on('request', (request, response) => {
      void readAsked(request).then((asked) => {
        started.asked.push(asked);
        const { status = 200, headers = {}, ...said } = answer(asked, started.asked.length);
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end('text' in said ? said.text : JSON.stringify(said.body));
      });
    });
    return started;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const parts = (await request.toArray()) as Buffer[];
  return {
    path: request.url ?? '',
    authorization: request.headers.authorization,
    body: JSON.parse(Buffer.concat(parts).toString('utf8')) as Asked['body'],
  };
}

/** A vector that tells texts apart: its length in letters, and a constant. */
export const vectorOf = (text: string): number[] => [text.length, 1, 0];

/** What OpenAI, and whoever imitates it, answers; out of order, as it may. */
export const openAiAnswer = ({ body }: Asked): { body: unknown } => ({
  body: {
    object: 'list',
    model: body.model,
    data: body.input
      .map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }))
      .reverse(),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  },
});

/** What Ollama answers. */
export const ollamaAnswer = ({ body }: Asked): { body: unknown } => ({
  body: { model: body.model, embeddings: body.input.map(vectorOf), total_duration: 1 },
});
