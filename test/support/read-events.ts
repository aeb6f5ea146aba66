/** One frame of a stream of Server-Sent Events; a heartbeat has neither name nor data. */
export interface StreamEvent {
  readonly id?: number;
  readonly name?: string;
  readonly data?: ConversationEventData;
  /** The number of milliseconds after which a reader comes back. */
  readonly retry?: number;
}

/** The part of an event that specs look at. */
interface ConversationEventData {
  readonly id?: number;
  readonly type: string;
  readonly conversation_id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads the frames of a stream as they come. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<StreamEvent, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const frames = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) yield parseFrame(frame);
  }
}

function parseFrame(frame: string): StreamEvent {
  const fields = new Map(
    frame.split('\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1).trim()] as const;
    }),
  );
  const [id, name, data, retry] = ['id', 'event', 'data', 'retry'].map((key) => fields.get(key));
  return {
    ...(id === undefined ? {} : { id: Number(id) }),
    ...(name === undefined ? {} : { name }),
    ...(data === undefined ? {} : { data: JSON.parse(data) as ConversationEventData }),
    ...(retry === undefined ? {} : { retry: Number(retry) }),
  };
}
