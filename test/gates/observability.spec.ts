import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertRules, dashboardExpressions, metricsIn } from '../support/observed-names.js';
import { repository } from './run-tool.js';

const read = (path: string): string => readFileSync(join(repository, path), 'utf8');

/** The anchors of the headings of a page, as they are linked to. */
const anchorsOf = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );

describe('the dashboard and the alerts in docker/', () => {
  it('name metrics that docs/observability.md has, which a gate compares with what is exposed', () => {
    const page = read('docs/observability.md');
    const given = [...dashboardExpressions(), ...alertRules()];
    expect(given.length).toBeGreaterThan(50);
    const unknown = given.flatMap(({ where, expr }) =>
      metricsIn(expr)
        .filter((name) => name.startsWith('caxton_') && !page.includes(`\`${name}\``))
        .map((name) => `${where}: ${name}`),
    );
    expect(unknown).toEqual([]);
    expect(given.filter(({ expr }) => metricsIn(expr).length === 0 && !/^up\b/.test(expr))).toEqual(
      [],
    );
  });

  it('have a part of a page for each alert that says what to do', () => {
    const rules = alertRules();
    expect(rules.length).toBe(
      read('docker/prometheus/caxton.rules.yml').split('alert:').length - 1,
    );
    const lost = rules.filter(({ runbook }) => {
      const [page = '', anchor = ''] = runbook.split('#');
      const isPage = /^docs\/troubleshooting\.md$/.test(page);
      return (
        !isPage || !existsSync(join(repository, page)) || !anchorsOf(read(page)).includes(anchor)
      );
    });
    expect(lost).toEqual([]);
  });

  it('have in that part the name of the alert, so that it is found by it', () => {
    const pages = read('docs/troubleshooting.md');
    expect(alertRules().filter(({ where }) => !pages.includes(`\`${where}\``))).toEqual([]);
  });

  it('have a test for each alert, which promtool runs', () => {
    const tests = read('docker/prometheus/caxton.rules.test.yml');
    expect(tests).toContain(`value: ${String(alertRules().length)} }`);
  });
});
