import type { Mode } from '#platform';

/** Which model answers when an agent does not choose its own. */
export interface AnsweringModel {
  readonly provider: string;
  readonly model: string;
}

/** What is known of the server as a whole, for the health call and the documentation. */
export class ServerFacts {
  private answering: AnsweringModel | undefined;

  constructor(
    readonly version: string,
    readonly mode: Mode,
    /** Milliseconds since 1970. */
    readonly startedAt: number,
    /** Whether the page /docs is served. */
    readonly hasDocs = true,
  ) {}

  /** Absent until a worker runs in this process. */
  get model(): AnsweringModel | undefined {
    return this.answering;
  }

  /** Told by the composition root when the worker of this process has chosen. */
  answerWith({ provider, model }: AnsweringModel): void {
    this.answering = { provider, model };
  }
}
