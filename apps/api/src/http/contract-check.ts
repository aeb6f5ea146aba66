import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { fieldErrors, toFieldErrors } from '#protocol';

/**
 * Holds what a request brings to the schema of its parameter: `@Body({ schema })`, `@Query({ schema })`,
 * `@Param(name, { schema })`. What does not fit is refused, each field by name: INVALID_REQUEST.
 */
export class ContractCheck implements PipeTransform {
  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    const { schema } = metadata;
    if (schema === undefined) return value;
    const result = schema['~standard'].validate(value);
    if (result instanceof Promise || result.issues !== undefined)
      return this.refuseMisfit(value, result, { ...metadata, schema });
    return result.value;
  }

  /** What fits after all is taken: some schemas need a while to say so. */
  private async refuseMisfit(
    value: unknown,
    checked: Checked | Promise<Checked>,
    { schema, type, data }: ArgumentMetadata & { readonly schema: Schema },
  ): Promise<unknown> {
    const result = await checked;
    if (result.issues === undefined) return result.value;
    const isMissing = type === 'body' && value === undefined;
    // Whoever sends nothing is told what they would have to send.
    const { issues } = isMissing ? await schema['~standard'].validate({}) : result;
    if (isMissing && (issues === undefined || issues.length === 0)) throw missingBody();
    throw fieldErrors('INVALID_REQUEST', toFieldErrors(under(data, issues ?? [])));
  }
}

type Schema = NonNullable<ArgumentMetadata['schema']>;

type Checked = Awaited<ReturnType<Schema['~standard']['validate']>>;

type Issues = Parameters<typeof toFieldErrors>[0];

/** The issues of a single parameter have no path of their own: its name is the field. */
function under(name: unknown, issues: Issues): Issues {
  if (typeof name !== 'string') return issues;
  return issues.map((issue) => ({ ...issue, path: [name, ...(issue.path ?? [])] }));
}

function missingBody(): Error {
  return fieldErrors('INVALID_REQUEST', [
    { field: '', rule: 'required', message: 'is required: send a JSON object' },
  ]);
}
