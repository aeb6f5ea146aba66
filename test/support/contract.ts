import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, unknown>> }>
  >;
}

/** The part of an OpenAPI document that an answer is held to. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** One answer of the server. */
export interface Answer {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  /** Absent: an answer without a body, or one that is no JSON. */
  readonly body?: unknown;
}

/** Paths that serve pages and files for browsers rather than answers of the API. */
const pages = /^\/docs(?:\/|$)/;

/**
 * Holds answers to the server's own OpenAPI document: the operation must be in it, with the status and
 * the media type, and the body must fit the schema to the last field.
 */
export class Contract {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

  constructor(private readonly document: OpenApiDocument) {
    this.ajv.addSchema(document, 'openapi.json');
  }

  /** Thrown when the answer is not what the document says. */
  check(answer: Answer): void {
    const path = answer.path.split('?', 1)[0] ?? '';
    if (pages.test(path) || answer.method === 'HEAD') return;
    const operation = this.find(answer.method, path);
    if (operation === undefined) this.checkRefusal(answer);
    else this.checkResponse(answer, operation);
  }

  /** An event of a followed conversation. */
  checkEvent(event: unknown): void {
    this.fit('#/components/schemas/ConversationEvent', event, 'an event');
  }

  /** What no operation covers is refused in the one shape of errors. */
  private checkRefusal({ method, path, status, body }: Answer): void {
    if (![404, 405].includes(status)) {
      throw new Error(
        `${method} ${path} is not documented but was answered with ${String(status)}`,
      );
    }
    this.fit('#/components/schemas/Error', body, `${method} ${path}`);
  }

  private checkResponse(answer: Answer, [template, verb]: readonly [string, string]): void {
    const { method, path, status, body } = answer;
    const title = `${method} ${path} → ${String(status)}`;
    const responses = this.document.paths[template]?.[verb]?.responses ?? {};
    const response = responses[String(status)];
    if (response === undefined)
      throw new Error(`${title} is not documented.\n${JSON.stringify(body)}`);
    const type = answer.contentType.split(';', 1)[0] ?? '';
    if (response.content?.[type] === undefined) {
      throw new Error(`${title} is documented, but not as ${type || 'nothing'}`);
    }
    if (type !== 'application/json') return;
    const pointer = [template, verb, 'responses', String(status), 'content', type, 'schema'];
    this.fit(`#/paths/${pointer.map(escape).join('/')}`, body, title);
  }

  private find(method: string, path: string): readonly [string, string] | undefined {
    const verb = method.toLowerCase();
    const found = Object.keys(this.document.paths)
      .filter((template) => this.document.paths[template]?.[verb] !== undefined)
      .filter((template) => patternOf(template).test(path))
      // A fixed path wins over one with a parameter.
      .sort((a, b) => a.split('{').length - b.split('{').length);
    return found[0] === undefined ? undefined : [found[0], verb];
  }

  private fit(pointer: string, value: unknown, title: string): void {
    const validate = this.validatorOf(pointer);
    if (validate(value)) return;
    const reasons = this.ajv.errorsText(validate.errors, { separator: '\n  ' });
    throw new Error(`${title} breaks the contract:\n  ${reasons}\n${JSON.stringify(value)}`);
  }

  private validatorOf(pointer: string): ValidateFunction {
    const validate = this.ajv.getSchema(`openapi.json${pointer}`);
    if (validate === undefined) throw new Error(`The document has no ${pointer}`);
    return validate;
  }
}

function patternOf(template: string): RegExp {
  return new RegExp(
    `^${template.replaceAll(/[.]/g, String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}/?$`,
  );
}

/** RFC 6901, then percent-encoding, as a fragment of a URL. */
function escape(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
