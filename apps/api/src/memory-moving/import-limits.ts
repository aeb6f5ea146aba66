/** How much an import may bring. */
export class ImportLimits {
  constructor(
    /** `CAXTON_MAX_IMPORT`. */
    readonly maxBytes: number,
  ) {}
}
