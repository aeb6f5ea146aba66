import { createHash } from 'node:crypto';
import type { TextEmbedder } from '#embeddings';
import type { JsonObject, JsonValue } from '#protocol';
import { chooseModel } from '../choose/model-chooser.js';
import type {
  LanguageModel,
  ModelMessage,
  ModelReply,
  ModelRequest,
  ModelToolCall,
  RequestProvenance,
  ToolOffer,
} from '../language-model.js';

/** Nearness by common words: enough to see what is compared, and the same on every machine. */
export class WordEmbedder implements TextEmbedder {
  readonly fingerprint = 'words:0:4096';
  readonly dimensions = 4_096;

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    return texts.map((text) => {
      const vector = new Float32Array(this.dimensions);
      for (const word of text.toLowerCase().match(/[a-z]{3,}/g) ?? []) {
        const place = createHash('sha256').update(word).digest().readUInt16BE() % this.dimensions;
        vector[place] = (vector[place] ?? 0) + 1;
      }
      return vector;
    });
  }
}

/** A tool with what it answers. */
export interface Prop extends ToolOffer {
  readonly run: (args: JsonObject, prior: ReadonlyMap<string, JsonValue>) => JsonValue;
}

/** What a turn of the embedded model did and said. */
export interface Played {
  readonly calls: readonly ModelToolCall[];
  readonly reply: ModelReply;
  readonly content: JsonObject;
  readonly heard: string;
}

/** The embedded model as the server asks it. */
export async function modelOfWords(
  embedder: TextEmbedder = new WordEmbedder(),
): Promise<LanguageModel> {
  const clock = { now: () => 0, monotonic: () => 0 };
  const silent = { info: () => undefined, warn: () => undefined };
  const chooser = await chooseModel({ provider: 'embedded' }, { embedder, clock, log: silent });
  return chooser.forAgent();
}

interface More {
  readonly earlier?: readonly ModelMessage[];
  readonly embedder?: TextEmbedder;
  /** What a person makes of the arguments of a call. @default nothing */
  readonly edit?: (call: ModelToolCall) => JsonObject | undefined;
}

/** Plays a whole turn: asks, runs the tools that are called, and so on until there is an answer. */
export async function playTurn(
  provenance: RequestProvenance,
  props: readonly Prop[],
  more: More = {},
): Promise<Played> {
  const { embedder, earlier = [], edit = () => undefined } = more;
  const model = await modelOfWords(embedder);
  const messages: ModelMessage[] = [
    ...earlier,
    { role: 'user', text: `Asked: ${JSON.stringify(provenance.content)}` },
  ];
  const calls: ModelToolCall[] = [];
  const results = new Map<string, JsonValue>();
  let heard = '';
  for (;;) {
    const request: ModelRequest = { system: 'You analyse.', messages, tools: props, provenance };
    const reply = await model.ask(request, {
      signal: new AbortController().signal,
      onDelta: (text) => {
        heard += text;
      },
    });
    if (reply.toolCalls.length === 0 || calls.length >= 8) {
      return { calls, reply, heard, content: reply.structured ?? {} };
    }
    calls.push(...reply.toolCalls);
    messages.push(
      { role: 'assistant', text: reply.text, toolCalls: reply.toolCalls },
      {
        role: 'tool',
        results: reply.toolCalls.map((call) => {
          const used = edit(call);
          if (used === undefined) return runProp(call, props, results);
          return { ...runProp({ ...call, arguments: used }, props, results), used };
        }),
      },
    );
  }
}

function runProp(
  { id, name, arguments: args }: ModelToolCall,
  props: readonly Prop[],
  results: Map<string, JsonValue>,
): Extract<ModelMessage, { role: 'tool' }>['results'][number] {
  try {
    const prop = props.find((each) => each.name === name);
    const output = prop?.run(args as JsonObject, results) ?? null;
    results.set(id, output);
    return { callId: id, name, output };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { callId: id, name, output: { code: 'TOOL_FAILED', message }, isError: true };
  }
}

const object = (properties: JsonObject, required: readonly string[]): JsonObject => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/** A fetcher that brings the same page from every URL. */
export function fetcher(page: JsonObject): Prop {
  const parameters = { method: { type: 'string' }, url: { type: 'string' } };
  return {
    name: 'http_client',
    description: 'Fetches what is at a URL.',
    examples: ['Get the page at this address'],
    // The whole tool may also POST.
    safety: 'unsafe',
    parameters: object(parameters, ['url']),
    run: () => page,
  };
}

/** A table tool that reports the same of every table, or what a function makes of its arguments. */
export function tableReader(report: JsonValue | ((args: JsonObject) => JsonValue)): Prop {
  const parameters = { text: { type: 'string' }, source: { type: 'string' } };
  return {
    name: 'csv_parser',
    description: 'Reads a table in CSV.',
    examples: ['What are the totals in this table?'],
    safety: 'read_only',
    parameters: object(parameters, []),
    run: (args) => (typeof report === 'function' ? report(args) : report),
  };
}

/** A tool that reads workbooks, with the same report of each. */
export function workbookReader(run: Prop['run']): Prop {
  return {
    name: 'excel_parser',
    description: 'Reads an Excel workbook.',
    examples: ['Read this Excel file'],
    safety: 'read_only',
    parameters: object({ source: { type: 'string' }, limit: { type: 'integer' } }, []),
    run,
  };
}

/** The runtime's tool for messages to other agents. */
export function messenger(
  run: Prop['run'] = () => ({ status: 'sent', routed_to: ['ReportGenerator'] }),
): Prop {
  return {
    name: 'send_message',
    description: 'Sends a message to another agent.',
    examples: ['Ask another agent to do this'],
    safety: 'idempotent',
    parameters: object({ capability: { type: 'string' }, content: { type: 'object' } }, [
      'capability',
      'content',
    ]),
    run,
  };
}

/** A tool that sets documents, and keeps them where it is told. */
export function typesetter(
  run: Prop['run'] = () => ({ file: { name: 'report.pdf', reference: 'artifact:art-1' } }),
): Prop {
  return {
    name: 'pdf_generator',
    description: 'Writes a PDF document.',
    examples: ['Make a PDF report of these results'],
    safety: 'idempotent',
    parameters: object({ title: { type: 'string' }, content: { type: 'array' } }, [
      'title',
      'content',
    ]),
    run,
  };
}

/** What a fetcher brings of a CSV file. */
export function csvPage(body: string, more: JsonObject = {}): JsonObject {
  return { status: 200, content_type: 'text/csv', body, bytes: body.length, ...more };
}
