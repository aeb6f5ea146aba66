import { SetMetadata } from '@nestjs/common';

export const auditedKey = 'caxton:audited';

/** Writes into the audit log who had the operation done, to what: `agent.deploy`. */
export function Audited(action: `${string}.${string}`): MethodDecorator {
  return SetMetadata(auditedKey, action);
}
