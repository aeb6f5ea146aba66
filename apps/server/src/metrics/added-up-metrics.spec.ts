import { addUpMetrics, type MetricsOfProcess } from './add-up-metrics.js';
import { everyMetric } from './every-metric.fixture.js';

type Aggregator = MetricsOfProcess[number]['aggregator'];

/** Read from the database that all processes share: never a sum. */
const shared: readonly string[] = [
  ...['caxton_agents_total', 'caxton_messages_total', 'caxton_capability_requests_total'],
  ...['caxton_memory_entities_total', 'caxton_response_time_seconds', 'caxton_messages_waiting'],
  ...['caxton_mailbox_backlog', 'caxton_mailbox_oldest_age_seconds', 'caxton_dead_letters'],
  ...['caxton_webhook_deliveries_waiting', 'caxton_webhook_delivery_age_seconds'],
  ...['caxton_workers', 'caxton_database_size_bytes'],
];

/** What each process has done itself. */
const own: readonly string[] = [
  ...['caxton_http_request_duration_seconds', 'caxton_accept_duration_seconds'],
  ...['caxton_queue_wait_seconds', 'caxton_turn_duration_seconds'],
  ...['caxton_message_duration_seconds', 'caxton_model_call_duration_seconds'],
  ...['caxton_model_tokens_total', 'caxton_model_cost_total', 'caxton_tool_call_duration_seconds'],
  ...['caxton_memory_search_duration_seconds', 'caxton_webhook_delivery_duration_seconds'],
  ...['caxton_messages_refused_total', 'caxton_validation_gaps_total'],
  ...['caxton_webhook_attempts_total', 'caxton_webhooks_disabled_total'],
  ...['caxton_credentials_withheld_total', 'caxton_worker_turns_total'],
  ...['caxton_worker_turns_running', 'caxton_worker_fenced_turns_total'],
  ...['caxton_worker_lost_leases_total', 'caxton_bell_wedge_total'],
  ...['caxton_sweep_duration_seconds', 'caxton_sweep_chore_failures_total'],
];

const howToAddUp: Readonly<Record<string, Aggregator>> = {
  ...Object.fromEntries(shared.map((name) => [name, 'max'])),
  ...Object.fromEntries(own.map((name) => [name, 'sum'])),
  // The worst of them tells of all.
  caxton_event_loop_lag_seconds: 'max',
  caxton_dependency_up: 'min',
  caxton_disk_free_bytes: 'min',
  caxton_disk_size_bytes: 'min',
};

describe(addUpMetrics, () => {
  it('has for every metric a way to put together what several processes tell', async () => {
    const metrics = await everyMetric();
    expect(Object.fromEntries(metrics.map(({ name, aggregator }) => [name, aggregator]))).toEqual(
      howToAddUp,
    );
  });

  it('adds up what processes did, takes shared figures once, and the worst of what all see', async () => {
    const metrics = await everyMetric();
    const valueOf = (text: string, series: string): string | undefined =>
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.slice(series.length + 1);
    const [one, two] = [await addUpMetrics([metrics]), await addUpMetrics([metrics, metrics])];
    for (const [series, times] of [
      ['caxton_messages_total{status="completed"}', 1],
      ['caxton_mailbox_backlog{capability="a"}', 1],
      ['caxton_dependency_up{dependency="database"}', 1],
      ['caxton_worker_turns_total', 2],
      ['caxton_sweep_duration_seconds_count{outcome="ok"}', 2],
      ['caxton_sweep_duration_seconds_bucket{le="+Inf",outcome="ok"}', 2],
    ] as const) {
      const alone = Number(valueOf(one, series));
      expect(alone).toBeGreaterThan(0);
      expect([series, Number(valueOf(two, series))]).toEqual([series, times * alone]);
    }
  });
});
