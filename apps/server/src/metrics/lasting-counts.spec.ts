import { Counter, Gauge, Registry } from 'prom-client';
import { addUpMetrics, type MetricsOfProcess } from './add-up-metrics.js';
import { LastingCounts } from './lasting-counts.js';

/** What a process tells that has done so much, and does one thing now. */
function metricsOf(done: number): Promise<MetricsOfProcess> {
  const registry = new Registry();
  const registers = [registry];
  new Counter({ name: 'done', help: 'Done.', registers }).inc(done);
  new Counter({ name: 'shared', help: 'Of all.', registers, aggregator: 'max' }).inc(7);
  new Gauge({ name: 'running', help: 'Now.', registers }).set(1);
  return registry.getMetricsAsJSON();
}

describe(LastingCounts, () => {
  const counts = new LastingCounts();
  const tell = async (
    done: Record<number, number>,
    alive: readonly number[],
  ): Promise<string[]> => {
    const told = Object.entries(done).map(async ([pid, many]) => ({
      pid: Number(pid),
      metrics: await metricsOf(many),
    }));
    const text = await addUpMetrics(await counts.complete(await Promise.all(told), alive));
    return text.split('\n').filter((line) => /^\w+ \d/.test(line));
  };

  it('keeps what was counted by those that do not answer or have died, and nothing else of them', async () => {
    expect(await tell({ 1: 10, 2: 20 }, [1, 2])).toEqual(['done 30', 'shared 7', 'running 2']);
    // The second does not answer.
    expect(await tell({ 1: 11 }, [1, 2])).toEqual(['done 31', 'shared 7', 'running 1']);
    // It died, and a third has taken its place.
    expect(await tell({ 1: 12, 3: 1 }, [1, 3])).toEqual(['done 33', 'shared 7', 'running 2']);
    // That one told it and died before all had.
    expect(await tell({ 1: 12, 3: 2 }, [1])).toEqual(['done 34', 'shared 7', 'running 2']);
    // Now it is only dead; two ask at the same time.
    const [one, other] = await Promise.all([tell({ 1: 12 }, [1]), tell({ 1: 12 }, [1])]);
    expect([one[0], other[0]]).toEqual(['done 34', 'done 34']);
    expect(await tell({ 1: 12 }, [1])).toEqual(['done 34', 'shared 7', 'running 1']);
  });
});
