import type { ServerResponse } from 'node:http';
import { says, type AnswerAct, type ModelAct } from './model-acts.js';
import { frame, pieces, type ModelWire } from './model-wire.js';

const floodPiece = 'x'.repeat(16_384);

/** Does one act on a response, in the words of a wire. */
export function perform(
  act: ModelAct,
  wire: ModelWire,
  response: ServerResponse,
  asStream: boolean,
): void {
  switch (act.act) {
    case 'answer':
      if (asStream) stream(response, framesOf(act, wire)).end();
      else sendJson(response, 200, wire.whole(act));
      return;
    case 'refuse':
      sendJson(response, act.status, wire.refusal(act.status, act.message), act.headers);
      return;
    case 'raw':
      response.writeHead(200, { 'content-type': act.contentType }).end(act.body);
      return;
    case 'silence':
      return;
    case 'flood':
      flood(response, wire, act.bytes);
      return;
    case 'drip':
      drip(response, wire, act.everyMs);
      return;
    case 'fail':
      stream(response, [...wire.begin(says('')), ...wire.failure(act.kind, act.message)]).end();
      return;
    default:
      misbehave(act, wire, response);
  }
}

function framesOf(act: AnswerAct, wire: ModelWire): string[] {
  return [
    ...wire.begin(act),
    ...pieces(act.text).flatMap((piece) => wire.text(piece)),
    ...act.calls.flatMap((call, index) => wire.call(call, index)),
    ...wire.finish(act),
  ];
}

function misbehave(
  { act, text }: Extract<ModelAct, { readonly act: 'cut' | 'end' | 'stall' | 'babble' }>,
  wire: ModelWire,
  response: ServerResponse,
): void {
  stream(response, [...wire.begin(says('')), ...pieces(text).flatMap((piece) => wire.text(piece))]);
  if (act === 'cut') {
    // After the last write has left, so that the reader has heard the beginning.
    response.write(': \n\n', () => response.destroy());
  } else if (act === 'end') {
    response.end();
  } else if (act === 'babble') {
    response.end(frame('{"this is": not JSON'));
  }
}

function stream(response: ServerResponse, frames: readonly string[]): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  for (const each of frames) response.write(each);
  return response;
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Waits for the reader, so that the stub does not hold the flood in its own memory. */
function flood(response: ServerResponse, wire: ModelWire, bytes: number): void {
  stream(response, wire.begin(says('')));
  let left = bytes;
  const pour = (): void => {
    while (left > 0) {
      left -= floodPiece.length;
      if (!response.write(wire.text(floodPiece).join(''))) {
        response.once('drain', pour);
        return;
      }
    }
    for (const each of wire.finish(says(''))) response.write(each);
    response.end();
  };
  pour();
}

function drip(response: ServerResponse, wire: ModelWire, everyMs: number): void {
  stream(response, wire.begin(says('')));
  const tap = setInterval(() => {
    response.write(wire.text('.').join(''));
  }, everyMs);
  response.on('close', () => {
    clearInterval(tap);
  });
}
