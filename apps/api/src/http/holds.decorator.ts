import { SetMetadata } from '@nestjs/common';

const holds = 'caxton:holds';

/**
 * An operation, or all of a controller, whose answer may rightly take long: its sender asked to wait, a
 * text is embedded, a thousand messages are put back. It bounds itself.
 */
export const Holds = (): MethodDecorator & ClassDecorator => SetMetadata(holds, true);

/** Whether an operation may take long: it says so, or its controller does for all of its operations. */
export function isHeld(handler: object, controller: object): boolean {
  return [handler, controller].some((target) => Reflect.getMetadata(holds, target) === true);
}
