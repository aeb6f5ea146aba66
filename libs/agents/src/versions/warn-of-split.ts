import type { DeploymentWarning } from '#protocol';
import type { HeldAgent } from '../registry/agent.repository.js';

/** A new version gets no conversations of those that are split. */
export function warnOfSplit({ split }: Pick<HeldAgent, 'split'>): DeploymentWarning[] {
  if (split === null) return [];
  const numbers = split.arms.map(({ version }) => String(version)).join(', ');
  const message = `is not worked by while conversations are split between the versions ${numbers}: put it into the split, or end that`;
  return [{ field: 'version_number', code: 'SPLIT_ACTIVE', message }];
}
