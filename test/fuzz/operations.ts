import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from './schema-arbitrary.js';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

interface Described {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  };
}

/** The part of an OpenAPI document that requests are made from. */
export interface FuzzedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** An operation that requests are made for. */
export interface FuzzedOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Of a JSON body. */
  readonly body: JsonSchema | undefined;
  /** Whether the document allows the body, which is nothing where it is left out, or the value of a parameter of the query. */
  allowsBody(value: unknown): boolean;
  allowsQuery(name: string, text: string): boolean;
}

/** These end the login of the run, or answer with more than JSON for as long as one likes. */
const leftOut = new Set(['POST /api/v1/auth/password', 'POST /api/v1/memory/import']);

/** How a switch may be written in a query beside true and false: `?follow`, `?wait=1`. */
const switches = new Set(['', '1', '0', 'yes', 'no']);

/** Every operation of a document but those that a run cannot survive. */
export function operationsOf(document: FuzzedDocument): FuzzedOperation[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'api');
  const coercing = new Ajv2020({ strict: false, validateFormats: false, coerceTypes: true });
  coercing.addSchema(document, 'api');
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([verb, described]) => {
      const method = verb.toUpperCase();
      if (leftOut.has(`${method} ${path}`)) return [];
      return [toOperation(method, path, described, { ajv, coercing })];
    }),
  );
}

function toOperation(
  method: string,
  path: string,
  { parameters = [], requestBody }: Described,
  { ajv, coercing }: { readonly ajv: Ajv2020; readonly coercing: Ajv2020 },
): FuzzedOperation {
  const body = requestBody?.content['application/json']?.schema;
  const bodyCheck = body === undefined ? undefined : compile(ajv, body);
  const queryChecks = new Map(
    parameters
      .filter((parameter) => parameter.in === 'query')
      .map(({ name, schema }) => [name, compile(coercing, wrapped(schema))]),
  );
  const isSwitch = (name: string): boolean =>
    parameters.some((one) => one.name === name && one.schema.type === 'boolean');
  return {
    ...{ method, path, parameters, body },
    allowsBody: (value) =>
      value === undefined ? requestBody?.required !== true : (bodyCheck?.(value) ?? true),
    allowsQuery: (name, text) =>
      (switches.has(text) && isSwitch(name)) || (queryChecks.get(name)?.({ value: text }) ?? false),
  };
}

/** Only what lies in an object can be turned from text into a number. */
function wrapped(schema: JsonSchema): JsonSchema {
  return { type: 'object', properties: { value: schema } };
}

function compile(ajv: Ajv2020, schema: JsonSchema): ValidateFunction {
  return ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object);
}
