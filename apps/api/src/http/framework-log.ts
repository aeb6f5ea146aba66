import type { LoggerService } from '@nestjs/common';
import type { Logger } from '#platform';

/** Lets the framework speak through our log; what it says while all goes well is for debugging. */
export class FrameworkLog implements LoggerService {
  constructor(private readonly target: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.target.debug({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.target.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.target.error({ context: rest.at(-1) }, String(message));
  }
}
