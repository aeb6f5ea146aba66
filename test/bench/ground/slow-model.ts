import type { ServerResponse } from 'node:http';

/** What is read of a request to a model. */
export interface ChatRequest {
  readonly stream?: boolean;
}

/** How long the model takes to begin its answer. */
const thinksMs = 2_000;

export const modelsPage = { object: 'list', data: [{ id: 'bench-model', object: 'model' }] };

const usage = { prompt_tokens: 20, completion_tokens: 2, total_tokens: 22 };
const said = { id: 'chat-1', created: 1, model: 'bench-model' };

/** Answers as OpenAI's chat completions do, whole or as a stream, after two seconds. */
export function answerAsModel({ stream = false }: ChatRequest, response: ServerResponse): void {
  setTimeout(() => {
    if (stream) tellStream(response);
    else tellWhole(response);
  }, thinksMs);
}

function tellWhole(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const message = { role: 'assistant', content: 'Well done.' };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  response.end(JSON.stringify({ ...said, object: 'chat.completion', choices, usage }));
}

function tellStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunk = (choices: object[], more = {}): string =>
    `data: ${JSON.stringify({ ...said, object: 'chat.completion.chunk', choices, ...more })}\n\n`;
  response.write(chunk([{ index: 0, delta: { role: 'assistant', content: 'Well done.' } }]));
  response.write(chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]));
  response.write(chunk([], { usage }));
  response.end('data: [DONE]\n\n');
}
