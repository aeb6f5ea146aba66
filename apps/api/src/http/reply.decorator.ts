import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { errorCatalogue, errorEnvelope, type ErrorCode } from '#protocol';
import { isRepeatable } from '../repeats/once.decorator.js';

export interface ReplyOptions {
  /** What the operation does beyond its summary, in Markdown. */
  readonly description?: string;
  /** Codes that this operation may answer besides those that every operation may. */
  readonly errors?: readonly ErrorCode[];
  /** Whether the operation reads a JSON body. @default false */
  readonly takesBody?: boolean;
  /** Whether the answer may be a stream of Server-Sent Events instead. @default false */
  readonly streamsEvents?: boolean;
  /** Whether the answer may be JSON Lines instead. @default false */
  readonly streamsRecords?: boolean;
}

/** The media type of Server-Sent Events. */
export const eventStream = 'text/event-stream';

/** The media type of JSON Lines. */
export const recordLines = 'application/x-ndjson';

/** Every operation may be answered with these. */
const always: readonly ErrorCode[] = [
  'INVALID_REQUEST',
  'RATE_LIMITED',
  'INTERNAL_ERROR',
  'UNAVAILABLE',
];

/** An operation that reads a body may also be answered with these. */
const ofBodies: readonly ErrorCode[] = [
  'MALFORMED_JSON',
  'INVALID_CHARACTER',
  'CROSS_ORIGIN_REFUSED',
  'REQUEST_TIMEOUT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
];

/** An operation that its sender may repeat (`@Once`) may also be answered with these. */
const ofRepeatable: readonly ErrorCode[] = ['IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_KEY_REUSED'];

const idempotencyKey = {
  name: 'Idempotency-Key',
  required: false,
  description:
    'Makes a repetition harmless: the same key with the same body is answered again, marked with ' +
    '`Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept ' +
    'for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`).',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const;

/** What an operation answers: its status, the schema of its answer, what it is for, how it may fail. */
export function Reply(
  status: number,
  schema: z.ZodType,
  summary: string,
  { description, errors = [], takesBody = false, ...streams }: ReplyOptions = {},
): MethodDecorator {
  return (target, key, descriptor) => {
    const mayRepeat = isRepeatable(descriptor.value);
    applyDecorators(
      ...(streams.streamsEvents === true ? [ApiProduces('application/json', eventStream)] : []),
      ...(streams.streamsRecords === true ? [ApiProduces('application/json', recordLines)] : []),
      ...(mayRepeat ? [ApiHeader(idempotencyKey)] : []),
      HttpCode(status),
      ApiOperation({ summary: summary.replace(/\.$/, ''), description: description ?? summary }),
      ApiResponse({ status, standardSchema: schema, description: summary }),
      ...Failures([
        ...always,
        ...(takesBody ? ofBodies : []),
        ...errors,
        ...(mayRepeat ? ofRepeatable : []),
      ]),
    )(target, key, descriptor);
  };
}

/** An operation that answers with bytes of whatever type, or with some of them. */
export function ReplyBytes(
  summary: string,
  { description, errors = [] }: Pick<ReplyOptions, 'description' | 'errors'>,
): MethodDecorator {
  const bytes = { schema: { type: 'string', format: 'binary' } } as const;
  return applyDecorators(
    ApiOperation({ summary: summary.replace(/\.$/, ''), description: description ?? summary }),
    ApiResponse({ status: 200, description: 'All of them.', content: { '*/*': bytes } }),
    ApiResponse({ status: 206, description: 'Those of the range.', content: { '*/*': bytes } }),
    ApiResponse({ status: 304, description: 'They are known to the reader.' }),
    ...Failures([...always, ...errors]),
  );
}

/** Another status under which the operation may answer. */
export function AlsoReplies(status: number, schema: z.ZodType, when: string): MethodDecorator {
  return ApiResponse({ status, standardSchema: schema, description: when });
}

/** One documented response per status, which lists the codes it may carry. */
function Failures(codes: readonly ErrorCode[]): MethodDecorator[] {
  const statuses = [...new Set(codes.map((code) => errorCatalogue[code].status))];
  return statuses.map((status) => {
    const group = codes.filter((code) => errorCatalogue[code].status === status);
    const described = group.map((code) => `\`${code}\`: ${errorCatalogue[code].when}`);
    return ApiResponse({
      status,
      standardSchema: errorEnvelope,
      description: described.join('\n\n'),
    });
  });
}
