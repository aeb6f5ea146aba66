import { differences, type Latitude } from './differences.js';

const printed = {
  status: 'healthy',
  id: 'msg-001',
  at: '2025-09-10T15:30:00Z',
  uptime: '2m15s',
  usage: '45MB',
  requests: 12,
  rate: 0.98,
  tools: ['http_client', 'csv_parser'],
  agents: [{ name: 'A', load: 'low' }],
};

const as = (changes: object, latitude?: Latitude): string[] =>
  differences(printed, { ...printed, ...changes }, latitude);

describe('an answer and a printed one', () => {
  it('agree when names, types and formats do, though figures differ and there is more', () => {
    const others = {
      id: 'msg-01a2',
      at: '2026-11-26T17:00:00.123Z',
      uptime: '1h2m',
      usage: '1.5GB',
    };
    expect(as({ ...others, requests: 3, rate: 1, more: true })).toEqual([]);
  });

  it.each([
    ['a word', { status: 'ill' }, 'status: healthy, not "ill"'],
    ['an id', { id: '001' }, 'id: an id of a message, not "001"'],
    ['a time', { at: '2025-09-10' }, 'at: a time (ISO 8601, UTC), not "2025-09-10"'],
    ['a duration', { uptime: '135' }, 'uptime: a duration, not "135"'],
    ['a size', { usage: '45 MB' }, 'usage: a size, not "45 MB"'],
    ['a count', { requests: 1.5 }, 'requests: a count, not 1.5'],
    ['a share', { rate: 98 }, 'rate: a share, not 98'],
    ['a type', { requests: '12' }, 'requests: a number, not "12"'],
    ['nothing', { uptime: null }, 'uptime: a string, not null'],
    ['a list', { tools: ['csv_parser'] }, 'tools: http_client, csv_parser, not ["csv_parser"]'],
    ['an item', { agents: [] }, 'agents[]: an object, not absent'],
    ['its field', { agents: [{ name: 'A' }] }, 'agents[].load: a string, not absent'],
  ])('differ in %s', (_what, changes, difference) => {
    expect(as(changes)).toEqual([difference]);
  });

  it('are compared by the name of an item, wherever it stands', () => {
    const agents = [{ name: 'B' }, { name: 'A', load: 'low' }];
    expect(as({ agents })).toEqual([]);
  });

  it('may differ in texts that vary, but not in their type', () => {
    const latitude = { varies: ['status', 'tools'] };
    expect(as({ status: 'other', tools: [] }, latitude)).toEqual([]);
    expect(as({ status: 1, tools: [1] }, latitude)).toHaveLength(2);
  });

  it('may find fewer than printed where that is allowed, but something', () => {
    const both = [{ name: 'A' }, { name: 'B' }];
    const off = (actual: object[], latitude: Latitude): string[] =>
      differences({ found: both }, { found: actual }, latitude);
    expect(off([{ name: 'A' }], { fewer: ['found'] })).toEqual([]);
    expect(off([{ name: 'A' }], {})).toHaveLength(1);
    expect(off([], { fewer: ['found'] })).toHaveLength(1);
  });

  it('have the same number where it is to be the same', () => {
    expect(as({ requests: 13 }, { exact: ['requests'] })).toEqual(['requests: 12, not 13']);
  });
});
