import { z } from 'zod';

/** Anything JSON can say. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A JSON object: what a message's `content` is. */
export type JsonObject = Readonly<Record<string, JsonValue>>;

export const jsonValue: z.ZodType<JsonValue> = z.json();

/** `content`, `metadata` and `parameters` are open: any key, any JSON below it. */
export const jsonObject = z.record(z.string(), jsonValue);
