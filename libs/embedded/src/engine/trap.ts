/** The parts of the wasm module through which work enters and errors leave. */
export interface Trappable {
  _PostgresMainLoopOnce: () => void;
  _PostgresSendReadyForQueryIfNecessary: () => void;
  _pgl_pq_flush: () => void;
  stackRestore: (pointer: number) => void;
}

/** Not an error: Postgres jumps back to its main loop after one, by leaving the wasm so. */
const longJump = 100;

/**
 * Makes the death of the engine known. PGlite drops every exception of the main loop and calls it
 * again, for ever when no input was consumed: after a FATAL error, an overflow of the stack or a
 * trap it would spin instead of failing. Here the first one that is no jump of Postgres's own ends
 * the call, and no call after it reaches the wasm.
 */
export function installTrap(module: Trappable): void {
  let death: Error | undefined;
  const throwIfDead = (): void => {
    if (death !== undefined) throw death;
  };
  const loopOnce = module._PostgresMainLoopOnce.bind(module);
  const restore = module.stackRestore.bind(module);
  const ready = module._PostgresSendReadyForQueryIfNecessary.bind(module);
  const flush = module._pgl_pq_flush.bind(module);
  module._PostgresMainLoopOnce = () => {
    throwIfDead();
    try {
      loopOnce();
    } catch (error) {
      if (!isLongJump(error)) death = toError(error);
      throw error;
    }
  };
  // PGlite calls it first thing after a failed loop: the place to leave its own loop.
  module.stackRestore = (pointer) => {
    throwIfDead();
    restore(pointer);
  };
  module._PostgresSendReadyForQueryIfNecessary = () => {
    if (death === undefined) ready();
  };
  module._pgl_pq_flush = () => {
    if (death === undefined) flush();
  };
}

function isLongJump(error: unknown): boolean {
  return (error as { status?: unknown } | undefined)?.status === longJump;
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(describe(thrown));
}

function describe(thrown: unknown): string {
  const { message } = (thrown ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : String(thrown);
}
