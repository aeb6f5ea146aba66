import { SetMetadata, type ExecutionContext } from '@nestjs/common';

const holds = 'caxton:holds';

/**
 * An operation, or all of a controller, whose answer may rightly take long: its sender asked to wait, a
 * text is embedded, a thousand messages are put back. It bounds itself.
 */
export const Holds = (): MethodDecorator & ClassDecorator => SetMetadata(holds, true);

/** Whether an operation may take long. */
export function mayHold(context: Pick<ExecutionContext, 'getHandler' | 'getClass'>): boolean {
  return [context.getHandler(), context.getClass()].some(
    (target) => Reflect.getMetadata(holds, target) === true,
  );
}
