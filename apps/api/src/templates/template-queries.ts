import { z } from 'zod';
import { capabilityName, templateComplexities } from '#protocol';

/** Query of the list of templates. */
export const templateListOptions = z.strictObject({
  category: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .meta({ description: 'Only those of the category, such as data-processing.' }),
  capability: capabilityName
    .optional()
    .meta({ description: 'Only those whose agents provide it.' }),
  complexity: z.enum(templateComplexities).optional(),
});
export type TemplateListOptions = z.infer<typeof templateListOptions>;
