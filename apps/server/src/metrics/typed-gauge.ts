import { Gauge, type GaugeConfiguration } from 'prom-client';

/** What the exposition may call a value that is set as it stands. */
type Kind = 'gauge' | 'summary' | 'untyped';

/**
 * A gauge under another type. The contract calls what may fall again `…_total`, which is only right for a
 * counter or an untyped value; and quantiles belong to a summary, also where only they are known.
 */
export class TypedGauge<Label extends string> extends Gauge<Label> {
  constructor(
    private readonly kind: Kind,
    configuration: GaugeConfiguration<Label>,
  ) {
    super(configuration);
  }

  override async get(): ReturnType<Gauge<Label>['get']> {
    // The library's type is a number that it never uses; what is printed is this word.
    return { ...(await super.get()), type: this.kind as never };
  }
}
