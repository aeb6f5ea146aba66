/**
 * Thrown when vectors are not of the length that their model's other vectors have: they are not of the
 * same space, and a search would compare what cannot be compared.
 * Remedy: name the model that made them, or leave them out; they are then made anew.
 */
export class VectorRefused extends Error {
  readonly code = 'VECTOR_REFUSED';

  constructor(fingerprint: string, found: readonly number[], wanted: number) {
    const lengths = [...new Set(found)].sort((a, b) => a - b).join(', ');
    super(
      `The vectors of ${fingerprint} have ${String(wanted)} numbers; these have ${lengths}. ` +
        'Vectors of different lengths are not mixed.',
    );
    this.name = 'VectorRefused';
  }
}
