export { KeyRing, SealBroken, type SealedPlace } from './key-ring.js';
export { openKeyRing } from './open-key-ring.js';
export { resealPortion, type BrokenText } from './reseal/reseal.js';
export type { SealedColumn } from './reseal/sealed-column.js';
export { countByKey } from './reseal/sealed-text.repository.js';
