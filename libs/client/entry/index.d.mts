export * from '../dist/types/index.js';
export { CaxtonClient as default } from '../dist/types/index.js';
