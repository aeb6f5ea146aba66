import { z } from 'zod';
import { agentName, capabilityName } from './ids.js';

const patternIs = 'must be a name, or the beginning of one followed by *';

/** A name, or the beginning of names before `*`. */
const agentPattern = z.union(
  [agentName, z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,62}\*$/)],
  patternIs,
);
const capabilityPattern = z.union(
  [capabilityName, z.string().regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*[-.]?\*$/)],
  patternIs,
);

/** Which agents and capabilities may be addressed; a list that is left out bounds nothing. */
export const grants = z
  .strictObject({
    agents: z.array(agentPattern).max(100).optional(),
    capabilities: z.array(capabilityPattern).max(100).optional(),
  })
  .meta({
    id: 'Grants',
    description:
      'Which agents and capabilities may be addressed, by name or by the beginning of names (`data-*`). ' +
      'A list that is left out bounds nothing; an empty one allows none.',
    examples: [{ capabilities: ['data-*'] }],
  });
export type Grants = z.infer<typeof grants>;
