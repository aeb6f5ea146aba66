export * from '../dist/client.mjs';
// Whoever moves from require to import keeps the name.
export { CaxtonClient as default } from '../dist/client.mjs';
