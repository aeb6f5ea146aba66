import { ModelError, type ModelErrorCode } from '../model.errors.js';
import { Circuit } from './circuit.js';

const failure = (code: ModelErrorCode = 'MODEL_UNAVAILABLE'): ModelError =>
  new ModelError(code, 'failed', { retryable: true });

class Minutes {
  at = 0;
  monotonic(): number {
    return this.at;
  }
}

describe(Circuit, () => {
  const open = (): [Circuit, Minutes] => {
    const clock = new Minutes();
    const circuit = new Circuit('a provider', clock);
    for (let index = 0; index < 5; index += 1) circuit.failed(failure());
    return [circuit, clock];
  };
  const refusalOf = (circuit: Circuit): unknown => {
    try {
      circuit.admit();
      return undefined;
    } catch (error) {
      return error;
    }
  };
  const admits = (circuit: Circuit): boolean => refusalOf(circuit) === undefined;

  it('stays closed while fewer than five calls fail within 30 seconds', () => {
    const clock = new Minutes();
    const circuit = new Circuit('a provider', clock);
    for (let index = 0; index < 20; index += 1) {
      circuit.failed(failure());
      clock.at += 8_000;
    }

    expect(admits(circuit)).toBe(true);
  });

  it('opens at the fifth and says when to come back', () => {
    const [circuit, clock] = open();
    clock.at = 4_000;

    expect(refusalOf(circuit)).toMatchObject({ code: 'MODEL_UNAVAILABLE', retryAfterMs: 6_000 });
  });

  it('lets one ask after ten seconds, and the others wait for its outcome', () => {
    const [circuit, clock] = open();
    clock.at = 10_000;

    expect([admits(circuit), admits(circuit)]).toEqual([true, false]);
  });

  it('is open for those who would ask again, also for the one that asks after ten seconds', () => {
    const [circuit, clock] = open();
    const afterFive = circuit.isOpen;
    clock.at = 10_000;
    const afterTime = circuit.isOpen;
    circuit.admit();

    expect([afterFive, afterTime, circuit.isOpen]).toEqual([true, false, true]);
  });

  it('closes when that one succeeds', () => {
    const [circuit, clock] = open();
    clock.at = 10_000;
    circuit.admit();
    circuit.succeeded();

    expect([admits(circuit), admits(circuit)]).toEqual([true, true]);
  });

  it('opens anew when that one fails', () => {
    const [circuit, clock] = open();
    clock.at = 10_000;
    circuit.admit();
    clock.at = 12_000;
    circuit.failed(failure());
    clock.at = 21_999;
    const before = admits(circuit);
    clock.at = 22_000;

    expect([before, admits(circuit)]).toEqual([false, true]);
  });

  it('opens anew when that one takes longer to fail than failures are remembered', () => {
    const [circuit, clock] = open();
    clock.at = 10_000;
    circuit.admit();
    clock.at = 100_000;
    circuit.failed(failure('MODEL_TIMEOUT'));

    expect([admits(circuit), refusalOf(circuit)]).toEqual([
      false,
      expect.objectContaining({ code: 'MODEL_UNAVAILABLE', retryAfterMs: 10_000 }),
    ]);
  });

  it('counts only what says that the provider is not there', () => {
    const circuit = new Circuit('a provider', new Minutes());
    for (let index = 0; index < 9; index += 1) circuit.failed(failure('MODEL_REJECTED'));

    expect(admits(circuit)).toBe(true);
  });
});
