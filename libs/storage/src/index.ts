export { Storage, type Retentions } from './storage.js';
export { lifetimes, type Lifetime, type RetentionSetting } from './tables.js';
