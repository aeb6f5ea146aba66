import type { RetentionPolicy } from '#protocol';

/** What holds for a workspace that has said nothing of its own. */
export const defaultPolicy: RetentionPolicy = {
  max_entities: 100_000,
  max_entities_per_scope: null,
  max_age_days: 365,
  max_superseded_days: 365,
  max_retractions_days: 365,
  max_uses_days: 90,
  min_confidence: 0,
  min_strength: 0,
  strength_half_life_days: null,
};

/** Some rules of a policy; what is not named is not changed. */
export type PolicyChange = {
  readonly [Rule in keyof RetentionPolicy]?: RetentionPolicy[Rule] | undefined;
};

export function applyChange(before: RetentionPolicy, change: PolicyChange): RetentionPolicy {
  const named = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...before, ...(Object.fromEntries(named) as Partial<RetentionPolicy>) };
}

/** A policy with what was never set, or was set before there was such a rule, filled in. */
export function completePolicy(set: Partial<RetentionPolicy> | null | undefined): RetentionPolicy {
  return { ...defaultPolicy, ...set };
}

/** The names of the rules that a change changes. */
export function changesOf(before: RetentionPolicy, after: RetentionPolicy): string[] {
  const rules = Object.keys(after) as (keyof RetentionPolicy)[];
  return rules.filter((rule) => before[rule] !== after[rule]);
}
