import { SetMetadata } from '@nestjs/common';

const auditedKey = 'caxton:audited';

/** Writes into the audit log who had the operation done, to what: `agent.deploy`. */
export function Audited(action: `${string}.${string}`): MethodDecorator {
  return SetMetadata(auditedKey, action);
}

/** What the audit log calls the operation; nothing for one that is not audited. */
export function auditedAs(handler: object): string | undefined {
  return Reflect.getMetadata(auditedKey, handler) as string | undefined;
}
