import type { operations } from '../generated/openapi.js';
import type { routes } from '../generated/routes.js';

/** An operation of the API, by the name that the OpenAPI document gives it. */
export type OperationId = keyof typeof routes & keyof operations;

/** JSON where there is a choice: other representations have calls of their own. */
type JsonOf<Content> = Content extends { readonly 'application/json': infer Json } ? Json : never;

/** `{name}` in a path is an argument: as many, in the same order. */
type PathArguments<Path extends string> = Path extends `${string}{${string}}${infer Rest}`
  ? [name: string, ...PathArguments<Rest>]
  : [];

/** A body that may be empty may be left out. */
type Body<Json> = Record<string, never> extends Json ? [body?: Json] : [body: Json];

/** An operation without a body has `requestBody?: never`; one whose body may be left out has it with a question mark. */
type BodyArgument<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? Body<JsonOf<Content>>
  : Operation extends { requestBody?: infer Given }
    ? NonNullable<Given> extends { content: infer Content }
      ? [NonNullable<Given>] extends [never]
        ? []
        : [body?: JsonOf<Content>]
      : []
    : [];

type QueryOf<Operation> = Operation extends { parameters: { query?: infer Query } }
  ? [Query] extends [undefined]
    ? unknown
    : NonNullable<Query>
  : unknown;

type LastArgument<Options> =
  Record<string, never> extends Options ? [options?: Options] : [options: Options];

/** What an operation answers when it went well. */
export type AnswerOf<Id extends OperationId> =
  operations[Id]['responses'] extends Readonly<Record<number, infer Response>>
    ? Response extends { readonly content: infer Content }
      ? JsonOf<Content>
      : never
    : never;

/** The body that an operation takes. */
export type BodyOf<Id extends OperationId> = Exclude<BodyArgument<operations[Id]>[0], undefined>;

/** The query that an operation takes. */
export type QueryFor<Id extends OperationId> = QueryOf<operations[Id]>;

/** What every call takes beside what its operation takes. */
export interface CallOptions {
  /** Ends the call when it is aborted, with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** How long the call may take, its repetitions included. As the client's if not said. */
  readonly timeoutMs?: number | undefined;
  /** How often it is tried. As the client's if not said. */
  readonly attempts?: number | undefined;
  /** Names the call, so that doing it again does it once. Made up, for calls that take one, if not said. */
  readonly idempotencyKey?: string | undefined;
  /** Names the call in the server's log. */
  readonly requestId?: string | undefined;
  /** The header `Caxton-Hop` of the webhook because of which this is sent, so that circles end. */
  readonly hop?: string | number | undefined;
}

/** An operation as a function: the names of its path, its body, and last its query together with the options. */
export type Method<Id extends OperationId> = (
  ...given: [
    ...PathArguments<(typeof routes)[Id]['path']>,
    ...BodyArgument<operations[Id]>,
    ...LastArgument<QueryFor<Id> & CallOptions>,
  ]
) => Promise<AnswerOf<Id>>;
