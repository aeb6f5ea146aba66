/** A span as a collector hears of it. */
export interface HeardSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Of the process that it ran in. */
  readonly instance: string;
  readonly service: string;
  /** Nanoseconds. */
  readonly took: number;
}

/** One field of a protobuf message: its number, and its bytes or its number. */
interface Field {
  readonly no: number;
  readonly bytes: Buffer;
  readonly number: bigint;
}

/** Reads the wire format, which says of each field only its number and how long it is. */
function readFields(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at);
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => {
    const taken = message.subarray(at, at + length);
    if (taken.length < length) throw new Error('The message ends within a field.');
    at += length;
    return taken;
  };
  while (at < message.length) {
    const tag = Number(varint());
    const [no, wire] = [tag >> 3, tag & 7];
    const none = Buffer.alloc(0);
    if (wire === 0) fields.push({ no, bytes: none, number: varint() });
    else if (wire === 1) {
      const bytes = take(8);
      fields.push({ no, bytes, number: bytes.readBigUInt64LE() });
    } else if (wire === 5) fields.push({ no, bytes: take(4), number: 0n });
    else fields.push({ no, bytes: take(Number(varint())), number: 0n });
  }
  return fields;
}

const inside = (message: Buffer, no: number): Buffer[] =>
  readFields(message).flatMap((field) => (field.no === no ? [field.bytes] : []));
const first = (message: Buffer, no: number): Buffer => inside(message, no)[0] ?? Buffer.alloc(0);
const numberIn = (message: Buffer, no: number): bigint =>
  readFields(message).find((field) => field.no === no)?.number ?? 0n;

/** KeyValue { key = 1; AnyValue { string = 1; int = 3 } value = 2 } */
function readAttributes(messages: readonly Buffer[]): Record<string, string | number> {
  return Object.fromEntries(
    messages.map((pair) => {
      const value = first(pair, 2);
      const [field] = readFields(value);
      const read = field?.no === 1 ? field.bytes.toString() : Number(field?.number ?? 0n);
      return [first(pair, 1).toString(), read];
    }),
  );
}

/** ExportTraceServiceRequest as bytes, by the numbers of opentelemetry/proto/trace/v1. */
export function readProtobuf(body: Buffer): HeardSpan[] {
  return inside(body, 1).flatMap((resourceSpans) => {
    const resource = readAttributes(inside(first(resourceSpans, 1), 1));
    const spans = inside(resourceSpans, 2).flatMap((scopeSpans) => inside(scopeSpans, 2));
    return spans.map((span) => ({
      traceId: first(span, 1).toString('hex'),
      spanId: first(span, 2).toString('hex'),
      parentSpanId: first(span, 4).toString('hex'),
      name: first(span, 5).toString(),
      attributes: readAttributes(inside(span, 9)),
      ...processOf(resource),
      took: Number(numberIn(span, 8) - numberIn(span, 7)),
    }));
  });
}

interface JsonAttribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string };
}

interface JsonRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly JsonAttribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly traceId: string;
        readonly spanId: string;
        readonly parentSpanId?: string;
        readonly name: string;
        readonly attributes: readonly JsonAttribute[];
        readonly startTimeUnixNano: string;
        readonly endTimeUnixNano: string;
      }[];
    }[];
  }[];
}

const fromJson = (attributes: readonly JsonAttribute[]): Record<string, string | number> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]),
  );

/** The same as JSON. */
export function readJson(body: Buffer): HeardSpan[] {
  const { resourceSpans } = JSON.parse(body.toString()) as JsonRequest;
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        ...{ traceId: span.traceId, spanId: span.spanId, name: span.name },
        parentSpanId: span.parentSpanId ?? '',
        attributes: fromJson(span.attributes),
        ...processOf(fromJson(resource.attributes)),
        took: Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)),
      })),
    ),
  );
}

function processOf(resource: Readonly<Record<string, string | number>>): {
  readonly instance: string;
  readonly service: string;
} {
  return {
    instance: String(resource['service.instance.id']),
    service: String(resource['service.name']),
  };
}
