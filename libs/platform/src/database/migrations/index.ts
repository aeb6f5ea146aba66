import { Ground1764000000000 } from './1764000000000-ground.migration.js';

/** Every step of the schema, oldest first. Steps are never edited once released, only added. */
export const migrations = [Ground1764000000000] as const;
