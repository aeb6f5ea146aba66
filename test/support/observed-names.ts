import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '#platform';

const read = (path: string): string => readFileSync(join(packageRoot(), path), 'utf8');

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

/** Expressions of PromQL that operators are given, by where they stand. */
export interface Given {
  readonly where: string;
  readonly expr: string;
}

/** Of the panels of the dashboard. `$__rate_interval` is Grafana's: here it is a minute. */
export function dashboardExpressions(): Given[] {
  const { panels } = JSON.parse(read('docker/grafana/dashboards/caxton.json')) as {
    panels: readonly Panel[];
  };
  return panels.flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => ({ where: title, expr: expr.replaceAll('$__rate_interval', '1m') })),
  );
}

/** An alert as it stands in the file. */
export interface Alert extends Given {
  readonly runbook: string;
}

/** Of the alert rules. */
export function alertRules(): Alert[] {
  const rules = read('docker/prometheus/caxton.rules.yml')
    .split(/^ +- alert: /m)
    .slice(1);
  return rules.map((text) => {
    const [, inline = '', folded = ''] =
      /^ +expr: (?:([^>\n].*)|>-\n((?: {10,}.*\n)+))/m.exec(text) ?? [];
    return {
      where: text.split('\n', 1)[0] ?? '',
      expr: inline === '' ? folded.replace(/\s+/g, ' ').trim() : inline,
      runbook: /^ +runbook_url: (\S+)$/m.exec(text)?.[1] ?? '',
    };
  });
}

/** The metrics that an expression is about, without what a histogram adds to its name. */
export function metricsIn(expr: string): string[] {
  const names = expr.match(/\b(?:caxton|process|nodejs)_\w+/g) ?? [];
  return [...new Set(names.map((name) => name.replace(/_(?:bucket|sum|count)$/, '')))];
}
