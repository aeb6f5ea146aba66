/** A tool call that a stub model makes. Text instead of an object is sent as it is, valid or not. */
export interface StubCall {
  readonly id?: string;
  readonly name: string;
  readonly arguments: object | string;
}

/** A whole answer. */
export interface AnswerAct {
  readonly act: 'answer';
  readonly text: string;
  readonly calls: readonly StubCall[];
  /** A signed thought before it, where the wire has such. */
  readonly thought: string | undefined;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a stub does with one request, in words of no particular provider. */
export type ModelAct =
  | AnswerAct
  | {
      readonly act: 'refuse';
      readonly status: number;
      readonly message: string;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly act: 'fail'; readonly kind: string; readonly message: string }
  | { readonly act: 'cut' | 'end' | 'stall' | 'babble'; readonly text: string }
  | { readonly act: 'flood'; readonly bytes: number }
  | { readonly act: 'drip'; readonly everyMs: number }
  | { readonly act: 'silence' }
  | { readonly act: 'raw'; readonly contentType: string; readonly body: string };

/** Answers with text. */
export function says(text: string, more: { readonly thought?: string } = {}): AnswerAct {
  return {
    act: 'answer',
    text,
    calls: [],
    thought: more.thought,
    inputTokens: 11,
    outputTokens: 7,
  };
}

/** Asks for tools. */
export function callsTools(...calls: readonly StubCall[]): AnswerAct {
  return { ...says(''), calls };
}

/** Answers with an HTTP error: 429 and a `retry-after`, 500, 529, 401, … */
export function refuses(
  status: number,
  more: { readonly message?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): ModelAct {
  const { message = `refused with ${status}`, headers = {} } = more;
  return { act: 'refuse', status, message, headers };
}

/** Begins with 200 and then tells of an error inside the stream. */
export function failsInStream(kind: string, message = 'told in the stream'): ModelAct {
  return { act: 'fail', kind, message };
}

/** Breaks the connection in the middle of an answer. */
export function cutsOff(text = 'this sentence has no'): ModelAct {
  return { act: 'cut', text };
}

/** Ends the stream politely before the answer is complete. */
export function endsEarly(text = 'this sentence has no'): ModelAct {
  return { act: 'end', text };
}

/** Begins an answer and then says nothing more, for ever. */
export function stalls(text = 'let me think'): ModelAct {
  return { act: 'stall', text };
}

/** Sends an event that is not JSON. */
export function babbles(text = 'something'): ModelAct {
  return { act: 'babble', text };
}

/** Answers with more text than anybody asked for. */
export function floods(bytes = 10_000_000): ModelAct {
  return { act: 'flood', bytes };
}

/** Answers one letter at a time, for ever. */
export function drips(everyMs = 10): ModelAct {
  return { act: 'drip', everyMs };
}

/** Takes the request and never answers. */
export function neverAnswers(): ModelAct {
  return { act: 'silence' };
}

/** Answers 200 with something that is no model's answer. */
export function answersRaw(body: string, contentType = 'text/html'): ModelAct {
  return { act: 'raw', contentType, body };
}
