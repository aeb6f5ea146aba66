import { z } from 'zod';

/** Anything JSON can say. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A JSON object: what a message's `content` is. */
export type JsonObject = Readonly<Record<string, JsonValue>>;

export const jsonValue: z.ZodType<JsonValue> = z.json();

/** `content`, `metadata` and `parameters` are open: any key, any JSON below it. */
export const jsonObject = z.record(z.string(), jsonValue);

/**
 * The same in a body that the server has read (`parseJson`, `findJsonFault`): what is in it is JSON, and is not looked
 * through once more. To try for each value which kind of JSON it is took four times as long as to read it.
 */
export const readObject = z.record(z.string(), z.unknown() as z.ZodType<JsonValue>);

/**
 * Whether the metadata of a message says that its words may be those of others. The one definition: nothing but
 * `true` says so, and clients that write anything else but `false` are refused (`metadata.tainted`).
 */
export function isTainted(metadata: JsonObject | null | undefined): boolean {
  return metadata?.['tainted'] === true;
}
