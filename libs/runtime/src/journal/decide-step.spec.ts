import { decideStep, type Safety, type StepDecision } from './decide-step.js';

describe(decideStep, () => {
  it.each<[string, Safety, StepDecision]>([
    ['done', 'unsafe', 'replay'],
    ['done', 'read_only', 'replay'],
    ['started', 'unsafe', 'unknown'],
    ['started', 'idempotent', 'again'],
    ['started', 'read_only', 'again'],
    ['unknown', 'unsafe', 'unknown'],
    ['unknown', 'idempotent', 'unknown'],
  ])('takes a step that is %s and whose work is %s as: %s', (state, safety, decision) => {
    expect(decideStep({ state: state as 'done' }, safety)).toBe(decision);
  });

  it('runs what nobody has begun', () => {
    for (const safety of ['read_only', 'idempotent', 'unsafe'] as const) {
      expect(decideStep(undefined, safety)).toBe('run');
    }
  });
});
