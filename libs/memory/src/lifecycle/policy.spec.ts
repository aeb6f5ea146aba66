import { applyChange, changesOf, completePolicy, defaultPolicy } from './policy.js';

describe(applyChange, () => {
  it('changes what is named, switches off by null, and leaves the rest', () => {
    const before = { ...defaultPolicy, min_confidence: 0.5 };
    const after = applyChange(before, { max_age_days: null, min_confidence: undefined });
    expect(after).toEqual({ ...before, max_age_days: null });
    expect(changesOf(before, after)).toEqual(['max_age_days']);
  });
});

describe(completePolicy, () => {
  it('fills in rules that came after a policy was set', () => {
    expect(completePolicy({ max_entities: 5 })).toEqual({ ...defaultPolicy, max_entities: 5 });
    expect(completePolicy(undefined)).toEqual(defaultPolicy);
  });
});
