import type { OpenAPIObject } from '@nestjs/swagger';

/**
 * The OpenAPI document, made when it is first asked for: it takes a fifth of the CPU of a start, and most
 * servers are never asked.
 */
export class ApiDescription {
  private describe: (() => OpenAPIObject) | undefined;
  private made: OpenAPIObject | undefined;

  /** Told once, before the server listens, how it is made of the routes that exist then. */
  set(describe: () => OpenAPIObject): void {
    this.describe = describe;
  }

  get document(): OpenAPIObject {
    this.made ??= this.describe?.();
    if (this.made === undefined) throw new Error('The API has not been described yet.');
    return this.made;
  }
}
