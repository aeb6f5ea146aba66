/** One frame of a stream of Server-Sent Events. */
export interface EventFrame {
  /** Absent: the frame has no number. */
  readonly id?: string;
  readonly name?: string;
  /** Absent in a frame that is only a number or a wish. */
  readonly data?: string;
  /** After how many milliseconds to come back when the stream breaks. */
  readonly retryMs?: number;
}

/** Lines as a stream of bytes may end them; at the end of what is there, a CR may be half of a CR LF. */
const lineEnd = /\r\n|\n|\r(?!$)/;

/** Puts frames together out of text that comes in pieces. */
export class FrameReader {
  private rest = '';
  private lines: string[] = [];

  /** The frames that a piece completes. */
  *take(piece: string): Generator<EventFrame, void> {
    const lines = (this.rest + piece).split(lineEnd);
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line !== '') this.lines.push(line);
      else if (this.lines.length > 0) yield frameOf(this.lines.splice(0));
    }
  }
}

function frameOf(lines: readonly string[]): EventFrame {
  const fields = lines.map(fieldOf);
  const last = (wanted: string): string | undefined =>
    fields.findLast(([name]) => name === wanted)?.[1];
  const [id, name, retry] = [last('id'), last('event'), last('retry')];
  const data = fields.filter(([field]) => field === 'data').map(([, value]) => value);
  return {
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...(data.length === 0 ? {} : { data: data.join('\n') }),
    ...(retry !== undefined && /^\d+$/.test(retry) ? { retryMs: Number(retry) } : {}),
  };
}

/** A field and its value; a comment is a field without a name. */
function fieldOf(line: string): readonly [name: string, value: string] {
  const at = line.indexOf(':');
  if (at === -1) return [line, ''];
  const value = line.slice(at + 1);
  return [line.slice(0, at), value.startsWith(' ') ? value.slice(1) : value];
}
