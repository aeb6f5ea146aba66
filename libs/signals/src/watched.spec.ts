import {
  forwardMeasures,
  measure,
  takeMeasured,
  tally,
  tellMeasures,
  type Measured,
} from './measures.js';
import { watched } from './watched.js';

describe(watched, () => {
  it('measures how long work took, by how it ended', async () => {
    await watched('turn', { capability: 'ended-well' }, () => Promise.resolve());
    await watched('turn', { capability: 'ended-well' }, async (ending) => {
      ending.as('failed');
    });
    const broken = watched('turn', { capability: 'ended-well' }, () =>
      Promise.reject(new Error('away')),
    );
    await expect(broken).rejects.toThrow('away');
    const text = await tellMeasures();
    for (const outcome of ['ok', 'failed', 'error']) {
      expect(text).toContain(
        `caxton_turn_duration_seconds_count{capability="ended-well",outcome="${outcome}"} 1\n`,
      );
    }
  });
});

describe('the measures of a process', () => {
  it('count no time that clocks turn back', async () => {
    measure('message', { capability: 'clocks', status: 'completed' }, -5);
    expect(await tellMeasures()).toContain(
      'caxton_message_duration_seconds_sum{capability="clocks",status="completed"} 0\n',
    );
  });

  it('may be kept by another process, for one that nobody asks', async () => {
    const told: Measured[] = [];
    const stop = forwardMeasures((measured) => told.push(measured));
    await watched('tool', { tool: 'forwarded' }, () => Promise.resolve());
    stop();
    expect(await tellMeasures()).not.toContain('forwarded');
    for (const measured of told) takeMeasured(measured);
    expect(await tellMeasures()).toContain(
      'caxton_tool_call_duration_seconds_count{tool="forwarded",outcome="ok"} 1\n',
    );
  });

  it('become no flood of series when few names are put together in many ways', async () => {
    for (let index = 0; index < 40 * 40; index += 1) {
      const agent = `agent-${String(index % 40)}`;
      const capability = `c-${String(Math.floor(index / 40))}`;
      const of = { agent, capability, provider: 'p', model: 'm', currency: 'EUR' };
      tally('cost', of, 1);
    }
    const lines = (await tellMeasures()).match(/^caxton_model_cost_total\{.*$/gm) ?? [];
    expect(lines.length).toBeLessThanOrEqual(1_001);
    expect(lines.at(-1)).toMatch(/agent="other",capability="other",.*currency="EUR"\} \d+$/);
    const sum = lines.reduce((total, line) => total + Number(line.split(' ').at(-1)), 0);
    expect(sum).toBe(1_600);
  });

  it('become no flood of series when names do', async () => {
    for (let index = 0; index < 500; index += 1) {
      measure('queue_wait', { capability: `flood-${String(index)}` }, 0.2);
      const model = `flood-${String(index)}`;
      const of = { agent: 'A', capability: 'c', provider: 'p', model };
      tally('tokens', { ...of, direction: 'input' }, 3);
    }
    const text = await tellMeasures();
    expect(text.match(/^caxton_queue_wait_seconds_count\{/gm)?.length).toBeLessThanOrEqual(51);
    expect(text.match(/^caxton_model_tokens_total\{/gm)?.length).toBeLessThanOrEqual(51);
    expect(text).toMatch(/^caxton_queue_wait_seconds_count\{capability="other"\} 4\d\d$/m);
  });
});
