import type { JsonObject, JsonValue } from '#protocol';
import type { NewMessage } from '#messaging';
import type { MadeFile } from '../files/turn-files.js';
import type { Noted } from '../memory/turn-memories.js';

/** What a model is told of a call. */
export type Told =
  | {
      readonly ok: true;
      readonly value: JsonValue;
      readonly sent?: readonly NewMessage[];
      readonly noted?: Noted;
      readonly made?: readonly MadeFile[];
    }
  | { readonly ok: false; readonly error: JsonObject };

/** A call of a tool as the journal keeps it. */
export interface KeptCall {
  readonly ok: boolean;
  /** What the model was shown: the same words, so that it need not be asked again. */
  readonly shown: JsonValue;
  /** `shown` is only a part of the result. */
  readonly cut?: true;
  /** All of a result that was cut, if it was worth keeping. */
  readonly whole?: JsonValue;
  /** Messages that leave when the turn is committed. */
  readonly sent?: readonly NewMessage[];
  /** What is written into memory when the turn is committed, and what was found there. */
  readonly noted?: Noted;
  /** Files that it made; they are artifacts when the turn is committed. */
  readonly made?: readonly MadeFile[];
  /** With what it was made, when a person edited what the model asked for. */
  readonly used?: JsonValue;
}

/** Characters of a result that only reads, up to which all of it is kept though little was shown. */
const longestWhole = 65_536;
/** Longer than this a result that only reads is not kept at all: it is cheaper to read again. */
const longestKept = 262_144;

/**
 * What is kept of a call. An effect cannot be had again, so all of its result is. A result that only
 * reads is kept as it was shown, so that the answers of the model that follow stay valid and paid
 * for; a long one is read again when a later tool needs all of it.
 */
export function keepCall(told: Told, shown: JsonValue, hasEffect: boolean): KeptCall {
  if (!told.ok) return { ok: false, shown };
  const leaves = {
    ...(told.sent === undefined ? {} : { sent: told.sent }),
    ...(told.noted === undefined ? {} : { noted: told.noted }),
    ...(told.made === undefined ? {} : { made: told.made }),
  };
  if (shown === told.value) return { ok: true, shown, ...leaves };
  const isShort = hasEffect || JSON.stringify(told.value).length <= longestWhole;
  return { ok: true, shown, cut: true, ...leaves, ...(isShort ? { whole: told.value } : {}) };
}

/** Whether keeping it costs less than making it again. */
export function isWorthKeeping(kept: KeptCall): boolean {
  return JSON.stringify(kept).length <= longestKept;
}

/** All of the result, if it was kept. */
export function wholeOf({ shown, cut, whole }: KeptCall): JsonValue | undefined {
  return cut === true ? whole : shown;
}

export function recallCall(response: JsonValue | undefined): KeptCall {
  return response as unknown as KeptCall;
}

/** Plain data, which an interface cannot promise to the compiler. */
export function asJson(kept: KeptCall): JsonValue {
  return kept as unknown as JsonValue;
}
