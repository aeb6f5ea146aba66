export { KeyRing, type SealedPlace } from './key-ring.js';
export { openKeyRing } from './open-key-ring.js';
