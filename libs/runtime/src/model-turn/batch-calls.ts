/** Calls that run beside each other in one batch. */
const widest = 8;

/** A call, as far as its place among others matters. */
interface PlacedCall {
  readonly id: string;
  readonly arguments: unknown;
}

/**
 * Splits the calls of one answer into batches that run one after another: a call that changes
 * something, or that names the result of a call before it, waits for everything before it.
 */
export function batchCalls<Call extends PlacedCall>(
  calls: readonly Call[],
  isReadOnly: (call: Call) => boolean,
): Call[][] {
  const batches: Call[][] = [];
  for (const call of calls) {
    const current = batches.at(-1);
    const mayJoin =
      current !== undefined &&
      current.length < widest &&
      isReadOnly(call) &&
      current.every((other) => isReadOnly(other) && !refersTo(call, other));
    if (mayJoin) current.push(call);
    else batches.push([call]);
  }
  return batches;
}

function refersTo(call: PlacedCall, other: PlacedCall): boolean {
  return JSON.stringify(call.arguments ?? null).includes(other.id);
}
