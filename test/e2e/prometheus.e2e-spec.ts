import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { alertRules, dashboardExpressions, metricsIn } from '../support/observed-names.js';
import { PrometheusUnderTest, promtool } from '../support/prometheus-under-test.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const agent = {
  name: 'DataAnalyzer',
  capabilities: ['data-analysis'],
  system_prompt: 'You analyze data.',
};

describeWith(['prometheus'], 'a Prometheus that scrapes a server', () => {
  const data = createDataDir();
  let server: RunningServer;
  let prometheus: PrometheusUnderTest;
  const exposition = async (): Promise<string> => (await fetch(server.metricsUrl)).text();
  const valueOf = async (query: string): Promise<string | undefined> =>
    (await prometheus.query(query))[0]?.value[1];

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    const api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', { body: agent });
    await api.call('/api/v1/messages', {
      body: { capability: 'data-analysis', content: { text: 'Hello.' }, wait: '20s' },
    });
    // Only now: figures are counted when they are first asked for, and again after a while.
    prometheus = await PrometheusUnderTest.start(new URL(server.metricsUrl).host);
  });
  afterAll(async () => {
    await prometheus.stop();
    await server.process.stop();
    data.remove();
  });

  it('finds nothing to complain of in what is exposed: promtool check metrics', async () => {
    expect(await promtool(['check', 'metrics'], await exposition())).toEqual({ code: 0, said: '' });
  });

  it('takes the configuration and the alert rules of docker/, which fire and do not as they should', async () => {
    for (const args of [
      ['check', 'config', 'docker/prometheus/prometheus.yml'],
      ['check', 'rules', 'docker/prometheus/caxton.rules.yml'],
      ['test', 'rules', 'docker/prometheus/caxton.rules.test.yml'],
    ]) {
      expect(await promtool(args)).toMatchObject({ code: 0 });
    }
    const [group] = (await prometheus.rules()) as { rules: { name: string }[] }[];
    expect(group?.rules.map(({ name }) => name)).toEqual(alertRules().map(({ where }) => where));
  });

  it('has the five metrics of the quick start, and what the message took', async () => {
    const average = await eventually(
      () => valueOf('caxton_response_time_seconds{capability="data-analysis"}'),
      (value) => value !== undefined,
    );
    expect(Number(average)).toBeGreaterThan(0);
    expect(await valueOf('caxton_capability_requests_total{capability="data-analysis"}')).toBe('1');
    expect(await valueOf('caxton_messages_total{status="delivered"}')).toBe('1');
    expect(await valueOf('caxton_agents_total{type="configuration"}')).toBe('1');
    expect(await valueOf('caxton_memory_entities_total{scope="workspace"}')).toBe('0');
    for (const stage of ['turn_duration', 'queue_wait', 'message_duration']) {
      const count = `caxton_${stage}_seconds_count{capability="data-analysis"}`;
      expect([stage, await valueOf(`sum(${count})`)]).toEqual([stage, '1']);
    }
  });

  it('understands each expression of dashboard and alerts, and the server exposes what they are about', async () => {
    const exposed = [...(await exposition()).matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    const given = [...dashboardExpressions(), ...alertRules()];
    await Promise.all(given.map(({ expr }) => prometheus.query(expr)));
    const missing = given.flatMap(({ where, expr }) =>
      metricsIn(expr)
        .filter((name) => !exposed.includes(name))
        .map((name) => `${where}: ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('fires no alert on a server that is well', async () => {
    expect(await prometheus.query('ALERTS{alertstate="firing"}')).toEqual([]);
  });
});
