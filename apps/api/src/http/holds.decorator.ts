import { SetMetadata, type ExecutionContext } from '@nestjs/common';

const holds = 'caxton:holds';

/** An operation that may hold its answer back because its sender asked to wait; it bounds itself the rest. */
export const Holds = (): MethodDecorator => SetMetadata(holds, true);

/** Whether an operation may hold its answer back. */
export function mayHold(context: Pick<ExecutionContext, 'getHandler'>): boolean {
  return Reflect.getMetadata(holds, context.getHandler()) === true;
}
