import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { errorCatalogue, errorEnvelope, type ErrorCode } from '#protocol';

export interface ReplyOptions {
  /** What the operation does beyond its summary, in Markdown. */
  readonly description?: string;
  /** Codes that this operation may answer besides those that every operation may. */
  readonly errors?: readonly ErrorCode[];
  /** Whether the operation reads a JSON body. @default false */
  readonly takesBody?: boolean;
  /** Whether the answer may be a stream of Server-Sent Events instead. @default false */
  readonly streamsEvents?: boolean;
}

/** The media type of Server-Sent Events. */
export const eventStream = 'text/event-stream';

/** Every operation may be answered with these. */
const always: readonly ErrorCode[] = ['INVALID_REQUEST', 'INTERNAL_ERROR', 'UNAVAILABLE'];

/** An operation that reads a body may also be answered with these. */
const ofBodies: readonly ErrorCode[] = [
  'MALFORMED_JSON',
  'INVALID_CHARACTER',
  'CROSS_ORIGIN_REFUSED',
  'REQUEST_TIMEOUT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
];

/** What an operation answers: its status, the schema of its answer, what it is for, how it may fail. */
export function Reply(
  status: number,
  schema: z.ZodType,
  summary: string,
  { description, errors = [], takesBody = false, streamsEvents = false }: ReplyOptions = {},
): MethodDecorator {
  return applyDecorators(
    ...(streamsEvents ? [ApiProduces('application/json', eventStream)] : []),
    HttpCode(status),
    ApiOperation({ summary: summary.replace(/\.$/, ''), description: description ?? summary }),
    ApiResponse({ status, standardSchema: schema, description: summary }),
    ...Failures([...always, ...(takesBody ? ofBodies : []), ...errors]),
  );
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
