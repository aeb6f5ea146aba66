import { installTrap, type Trappable } from './trap.js';

class Module implements Trappable {
  loops = 0;
  said = 0;
  thrown: Error | undefined;

  _PostgresMainLoopOnce = (): void => {
    this.loops += 1;
    if (this.thrown !== undefined) throw this.thrown;
  };
  _PostgresSendReadyForQueryIfNecessary = (): void => {
    this.said += 1;
  };
  _pgl_pq_flush = (): void => {
    this.said += 1;
  };
  stackRestore = (_pointer: number): void => undefined;

  /** As PGlite runs it: exceptions are dropped, and a jump is made good. */
  run(): void {
    try {
      for (let turn = 0; turn < 100; turn += 1) {
        try {
          this._PostgresMainLoopOnce();
        } catch {
          this.stackRestore(0);
        }
      }
    } finally {
      this._PostgresSendReadyForQueryIfNecessary();
      this._pgl_pq_flush();
    }
  }
}

/** What wasm throws is not always an error, so the fake cannot be typed as one. */
function trapped(thrown: unknown): Module {
  const module = new Module();
  installTrap(module);
  module.thrown = thrown as Error;
  return module;
}

describe(installTrap, () => {
  it('lets Postgres jump back to its main loop', () => {
    const module = trapped({ status: 100 });

    module.run();

    expect(module.loops).toBe(100);
    expect(module.said).toBe(2);
  });

  it.each([
    [
      'an exit',
      { name: 'ExitStatus', status: 1, message: 'Program terminated with exit(1)' },
      'exit(1)',
    ],
    ['an overflow of the stack', new RangeError('Maximum call stack size exceeded'), 'call stack'],
    ['a text', 'abort', 'abort'],
  ])('ends the call at the first throw of %s', (_what, thrown, message) => {
    const module = trapped(thrown);

    expect(() => {
      module.run();
    }).toThrow(message);
    expect(module.loops).toBe(1);
    expect(module.said).toBe(0);
  });

  it('lets nothing into the wasm once it is dead', () => {
    const module = trapped(new Error('unreachable'));
    expect(() => {
      module.run();
    }).toThrow('unreachable');
    module.thrown = undefined;

    expect(() => {
      module.run();
    }).toThrow('unreachable');
    expect(module.loops).toBe(1);
  });
});
