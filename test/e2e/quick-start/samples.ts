interface Sample {
  readonly name: string;
  readonly labels: readonly string[];
}

function readSamples(text: string): Sample[] {
  return [...text.matchAll(/^(\w+)\{(.*)\} \d+(?:\.\d+)?(?:e[+-]?\d+)?$/gm)].map(
    ([, name = '', labels = '']) => ({ name, labels: labels.split(',') }),
  );
}

/** The printed samples that a text in the format of Prometheus does not have, by name and labels; it may have more labels. */
export function samplesMissing(printed: string, actual: string): string[] {
  const there = readSamples(actual);
  const isThere = ({ name, labels }: Sample): boolean =>
    there.some(
      (sample) => sample.name === name && labels.every((label) => sample.labels.includes(label)),
    );
  return readSamples(printed)
    .filter((sample) => !isThere(sample))
    .map(({ name, labels }) => `${name}{${labels.join(',')}}`);
}
