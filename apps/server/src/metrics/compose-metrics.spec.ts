import { addUpMetrics } from './add-up-metrics.js';
import { composeMetrics, type MetricSources } from './compose-metrics.js';

const tell = async (...processes: readonly MetricSources[]): Promise<string> =>
  addUpMetrics(await Promise.all(processes.map((sources) => composeMetrics(sources))));

describe(composeMetrics, () => {
  it('prints the five metrics of the quick start with its labels', async () => {
    const text = await tell({
      server: {
        agents: [{ kind: 'configuration', count: 2 }],
        messages: [
          { capability: 'data-analysis', status: 'completed', count: 30, seconds: 63 },
          { capability: 'data-analysis', status: 'delivered', count: 2, seconds: 0 },
          { capability: null, status: 'completed', count: 15, seconds: 0 },
        ],
        memories: [{ scope: 'workspace', count: 23 }],
        waiting: 4,
        webhooks: { waiting: 4, oldest: 9 },
      },
    });
    for (const line of [
      'caxton_agents_total{type="configuration"} 2',
      'caxton_messages_total{status="delivered"} 47',
      'caxton_messages_total{status="completed"} 45',
      'caxton_capability_requests_total{capability="data-analysis"} 32',
      'caxton_memory_entities_total{scope="workspace"} 23',
      'caxton_messages_waiting 4',
      'caxton_webhook_deliveries_waiting 4',
      'caxton_webhook_delivery_age_seconds 9',
      'caxton_response_time_seconds{capability="data-analysis"} 2.1',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
  });

  it('says nothing about the time of a capability that has not answered yet', async () => {
    const text = await tell({
      server: {
        agents: [],
        messages: [{ capability: 'a', status: 'delivered', count: 1, seconds: 0 }],
        memories: [{ scope: 'agent', count: 2 }],
        waiting: 0,
        webhooks: { waiting: 0, oldest: 9 },
      },
    });
    expect(text).toContain('caxton_capability_requests_total{capability="a"} 1');
    expect(text).not.toContain('caxton_response_time_seconds{');
  });

  it('begins at zero', async () => {
    const text = await tell({
      server: {
        agents: [],
        messages: [],
        memories: [],
        waiting: 0,
        webhooks: { waiting: 0, oldest: 9 },
      },
    });
    expect(text).toContain('caxton_agents_total{type="configuration"} 0');
    expect(text).toContain('caxton_messages_total{status="delivered"} 0');
    expect(text).toContain('caxton_memory_entities_total{scope="workspace"} 0');
  });

  it('prints the messages that were refused, by reason, also those of which there are none', async () => {
    const refused = new Map([
      ['BACKLOG_FULL', 3],
      ['UNAVAILABLE', 0],
    ]);
    const text = await tell({ refused });
    expect(text).toContain('# TYPE caxton_messages_refused_total counter');
    expect(text).toContain('caxton_messages_refused_total{reason="BACKLOG_FULL"} 3\n');
    expect(text).toContain('caxton_messages_refused_total{reason="UNAVAILABLE"} 0\n');
  });

  it('prints how attempts to tell webhooks went, of a worker or of an API that tells them itself', async () => {
    const webhooks = {
      attempts: new Map([
        ['delivered', 7],
        ['failed', 2],
      ]),
      disabled: new Map([['gone', 1]]),
    };
    const done = { turns: 0, running: 0, fenced: 0, lostLeases: 0, wedges: 0 };
    const worker = { ...done, withheld: new Map<string, number>(), webhooks };
    for (const text of [await tell({ worker }), await tell({ webhooks })]) {
      expect(text).toContain('caxton_webhook_attempts_total{outcome="delivered"} 7\n');
      expect(text).toContain('caxton_webhook_attempts_total{outcome="failed"} 2\n');
      expect(text).toContain('caxton_webhooks_disabled_total{reason="gone"} 1\n');
    }
  });

  it('prints how late the event loop was, by quantile', async () => {
    const loopLag = new Map([
      [0.5, 0.001],
      [1, 7.5],
    ]);
    const text = await tell({ loopLag });
    expect(text).toContain('caxton_event_loop_lag_seconds{quantile="0.5"} 0.001\n');
    expect(text).toContain('caxton_event_loop_lag_seconds{quantile="1"} 7.5\n');
  });

  it('prints what waits, what is dead and who works, also states in which nobody is', async () => {
    const backlog = [{ capability: 'data-analysis', waiting: 3, oldest: 12.5 }];
    const workers = [{ status: 'running', count: 2 }];
    const standing = { backlog, deadLetters: 4, workers, databaseBytes: 9e6 };
    const text = await tell({ standing });
    for (const line of [
      'caxton_mailbox_backlog{capability="data-analysis"} 3',
      'caxton_mailbox_oldest_age_seconds{capability="data-analysis"} 12.5',
      'caxton_dead_letters 4',
      'caxton_workers{state="running"} 2',
      'caxton_workers{state="lost"} 0',
      'caxton_database_size_bytes 9000000',
    ])
      expect(text).toContain(`${line}\n`);
  });

  it('prints whether Postgres and the queue answer, and how full the disk is, if there is one', async () => {
    const checks = { database: 'unreachable', queue: 'ok' } as const;
    const text = await tell({
      ground: { checks, disk: { freeBytes: 5, sizeBytes: 20 } },
    });
    expect(text).toContain('caxton_dependency_up{dependency="database"} 0\n');
    expect(text).toContain('caxton_dependency_up{dependency="queue"} 1\n');
    expect(text).toContain('caxton_disk_free_bytes 5\n');
    expect(await tell({ ground: { checks, disk: undefined } })).not.toContain('disk');
  });

  it('prints what a worker has done, and nothing that another process counts', async () => {
    const withheld = new Map([['api_key', 2]]);
    const worker = {
      turns: 41,
      running: 2,
      fenced: 1,
      lostLeases: 0,
      wedges: 0,
      withheld,
    };
    const text = await tell({ worker });
    expect(text).toContain('caxton_worker_turns_total 41\n');
    expect(text).toContain('caxton_worker_turns_running 2\n');
    expect(text).toContain('caxton_worker_fenced_turns_total 1\n');
    expect(text).not.toContain('caxton_messages_total');
  });
});
