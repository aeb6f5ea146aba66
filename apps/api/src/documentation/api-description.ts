import type { OpenAPIObject } from '@nestjs/swagger';

/** Holds the OpenAPI document, which can only be made once the routes exist. */
export class ApiDescription {
  private made: OpenAPIObject | undefined;

  /** Told once, before the server listens. */
  set(document: OpenAPIObject): void {
    this.made = document;
  }

  get document(): OpenAPIObject {
    if (this.made === undefined) throw new Error('The API has not been described yet.');
    return this.made;
  }
}
