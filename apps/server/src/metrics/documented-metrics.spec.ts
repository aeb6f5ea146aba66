import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { packageRoot } from '#platform';
import { addUpMetrics } from './add-up-metrics.js';
import { everyMetric } from './every-metric.fixture.js';

interface Told {
  readonly type: string;
  readonly labels: readonly string[];
}

/** What an exposition says of each metric; the parts of a histogram are one. */
function readExposition(text: string): Map<string, Told> {
  const types = [...text.matchAll(/^# TYPE (caxton_\S+) (\S+)$/gm)];
  return new Map(
    types.map(([, name = '', type = '']) => {
      const [sample = ''] = new RegExp(`^${name}(_count)?(\\{.*\\})? `, 'm').exec(text) ?? [];
      const labels = [...sample.matchAll(/(\w+)="/g)].map(([, label = '']) => label);
      return [name, { type, labels: labels.sort() }];
    }),
  );
}

function readPage(): Map<string, Told> {
  const page = readFileSync(resolve(packageRoot(), 'docs/observability.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(caxton_\w+)` +\| (\w+) +\| ([^|]*)\| (?:yes|no) +\| \S/gm)];
  return new Map(
    rows.map(([, name = '', type = '', labels = '']) => [
      name,
      { type, labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label).sort() },
    ]),
  );
}

describe('docs/observability.md', () => {
  it('has a row for each metric that is exposed, with its type and labels, and for no other', async () => {
    const exposed = readExposition(await addUpMetrics([await everyMetric()]));
    expect(exposed.size).toBeGreaterThan(30);
    expect(Object.fromEntries(readPage())).toEqual(Object.fromEntries(exposed));
  });
});
