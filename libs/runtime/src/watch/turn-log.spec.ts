import { jest } from '@jest/globals';
import type { LiveEvent } from '#messaging';
import { aTurn } from '../runtime.fixture.js';
import { DeltaBuffer } from './delta-buffer.js';
import { TurnLog } from './turn-log.js';

describe(TurnLog, () => {
  const told: LiveEvent[] = [];
  const now = (): Date => new Date('2025-09-10T15:35:00Z');
  const open = (): TurnLog => {
    told.length = 0;
    return new TurnLog(aTurn(), (_workspace, event) => told.push(event), now);
  };

  it('keeps for the log what it tells live, under the same turn and step', () => {
    const log = open();
    log.started();
    log.toolCalled(2, { id: 'call-1', name: 'look_up', arguments: { of: 'x' } });
    log.toolReturned(2, { callId: 'call-1', name: 'look_up', output: 1, isError: false, ms: 3.4 });
    expect(log.events.map(({ type, data }) => [type, data['turn'], data['step']])).toEqual([
      ['turn.started', 'turn-1', undefined],
      ['tool.called', 'turn-1', 2],
      ['tool.returned', 'turn-1', 2],
    ]);
    expect(told.map(({ type, data }) => [type, data['turn'], data['step']])).toEqual(
      log.events.map(({ type, data }) => [type, data['turn'], data['step']]),
    );
    expect(log.events[2]?.data).toMatchObject({ ok: true, duration_ms: 3, result: 1 });
  });

  it('tells deltas only live, before the next event', () => {
    const log = open();
    log.delta('Pas');
    log.delta('sengers');
    log.toolCalled(1, { id: 'c', name: 'look_up', arguments: {} });
    expect(told.map(({ type }) => type)).toEqual(['message.delta', 'tool.called']);
    expect(told[0]?.data['text']).toBe('Passengers');
    expect(log.events.map(({ type }) => type)).toEqual(['tool.called']);
  });

  it('shows only the beginning of long arguments and results', () => {
    const log = open();
    log.toolCalled(1, { id: 'c', name: 'look_up', arguments: { text: 'x'.repeat(100_000) } });
    expect(JSON.stringify(log.events[0]).length).toBeLessThan(3_000);
  });

  it('tells followers to forget an answer that begins anew', () => {
    const log = open();
    log.delta('half an ans');
    log.restarted();
    log.close();
    expect(told.map(({ data }) => data['restart'])).toEqual([true]);
  });
});

describe(DeltaBuffer, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('tells what came within 50 ms in one piece', () => {
    const told: string[] = [];
    const buffer = new DeltaBuffer((text) => told.push(text));
    for (const piece of ['a', 'b', 'c']) buffer.add(piece);
    jest.advanceTimersByTime(49);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(told).toEqual(['abc']);
  });

  it('tells at once when enough has gathered', () => {
    const told: string[] = [];
    const buffer = new DeltaBuffer((text) => told.push(text), { everyMs: 50, characters: 4 });
    buffer.add('ab');
    buffer.add('cd');
    expect(told).toEqual(['abcd']);
    expect(jest.getTimerCount()).toBe(0);
  });
});
