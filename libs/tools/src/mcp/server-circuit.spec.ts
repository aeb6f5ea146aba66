import { ToolFault } from '../tool.errors.js';
import { ServerCircuit } from './server-circuit.js';

class ManualClock {
  at = 0;
  monotonic(): number {
    return this.at;
  }
}

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'entered';
  } catch (error) {
    return error instanceof ToolFault ? error.code : 'other';
  }
}

describe(ServerCircuit, () => {
  const enter = (circuit: ServerCircuit): string => codeOf(() => circuit.enter());

  it('spares a server that failed five times in a row, and lets one in after ten seconds', () => {
    const clock = new ManualClock();
    const circuit = new ServerCircuit('crm', clock);
    for (let times = 0; times < 5; times += 1) {
      expect(enter(circuit)).toBe('entered');
      circuit.failed();
    }
    expect(enter(circuit)).toBe('TOOL_UNAVAILABLE');
    clock.at = 10_000;
    expect([enter(circuit), enter(circuit)]).toEqual(['entered', 'TOOL_UNAVAILABLE']);
    circuit.succeeded();
    expect(enter(circuit)).toBe('entered');
  });

  it('counts failures in a row only', () => {
    const circuit = new ServerCircuit('crm', new ManualClock());
    for (let times = 0; times < 20; times += 1) {
      circuit.failed();
      if (times % 4 === 3) circuit.succeeded();
    }
    expect(enter(circuit)).toBe('entered');
  });

  it('has sixteen seats, each given back once', () => {
    const circuit = new ServerCircuit('crm', new ManualClock());
    const leave = Array.from({ length: 16 }, () => circuit.enter());
    expect(enter(circuit)).toBe('TOOL_BUSY');
    leave[0]?.();
    leave[0]?.();
    expect([enter(circuit), enter(circuit)]).toEqual(['entered', 'TOOL_BUSY']);
  });
});
