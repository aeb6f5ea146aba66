export { Storage } from './storage.js';
export { lifetimes } from './tables.js';
