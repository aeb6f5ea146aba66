import {
  coversGrants,
  grants as grantsSchema,
  meetOf,
  ProtocolError,
  type Grants,
  type JsonObject,
  type TemplateDefinition,
} from '#protocol';
import type { KeptTemplate } from './template.repository.js';

/** Agents that others make from the template reach no further than who wrote it. */
export function boundTemplate(
  definition: TemplateDefinition,
  bounds: Grants | undefined,
): TemplateDefinition {
  if (bounds === undefined) return definition;
  const grants = meetOf(grantsOf(definition), bounds) as unknown as JsonObject;
  return { ...definition, configuration: { ...definition.configuration, grants } };
}

/**
 * Others make agents from a template and trust its prompt: who is bounded changes and removes those only whose
 * agents reach no further than they do. Thrown when somebody would: FORBIDDEN.
 */
export function refuseWiderTemplate(
  bounds: Grants | undefined,
  kept: KeptTemplate | undefined,
): void {
  if (bounds === undefined || kept === undefined) return;
  if (coversGrants(bounds, grantsOf(kept.definition) ?? {})) return;
  throw new ProtocolError(
    'FORBIDDEN',
    'Agents of that template reach further than you are granted',
    {
      suggestion: 'Make a template of your own under another id; or ask an admin',
    },
  );
}

/** Nothing where they hang on a parameter: whatever it says, it bounds nobody for sure. */
function grantsOf({ configuration }: TemplateDefinition): Grants | undefined {
  return grantsSchema.safeParse(configuration['grants']).data;
}
