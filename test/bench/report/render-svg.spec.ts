import { renderBars } from './render-bars.js';
import { renderPlot } from './render-plot.js';

const plot = { name: 'a', title: 'Latency <p99>', x: 'messages/s', y: 'ms', isLog: true };

describe('a plot', () => {
  it('draws each series that has points, with its name', () => {
    const svg = renderPlot({
      ...plot,
      series: [
        {
          name: 'p50',
          points: [
            [10, 1],
            [100, 2],
          ],
        },
        {
          name: 'p99',
          points: [
            [10, 5],
            [100, 50],
          ],
        },
        { name: 'empty', points: [] },
      ],
    });
    expect(svg.match(/<polyline/g)).toHaveLength(2);
    expect(svg).toContain('>p99</text>');
    expect(svg).not.toContain('empty');
  });

  it('is fit for light and dark, and escapes what it says', () => {
    const svg = renderPlot({ ...plot, series: [{ name: 'p50', points: [[1, 1]] }] });
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).toContain('Latency &lt;p99&gt;');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('of nothing is still a picture', () => {
    expect(renderPlot({ ...plot, series: [] })).not.toMatch(/NaN|undefined/);
  });
});

describe('bars', () => {
  it('stand beside their ground, with the ratio', () => {
    const ground = { name: 'jobs', value: 1_000, ratio: 0.25 };
    const svg = renderBars('Throughput', [{ name: 'turns', value: 250, ground }]);
    expect(svg.match(/<rect class="(own|ground)"/g)).toHaveLength(2);
    expect(svg).toContain('0.25 of 1,000 jobs');
  });
});
