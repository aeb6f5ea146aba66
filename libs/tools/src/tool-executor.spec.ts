import type { JsonObject, JsonValue } from '#protocol';
import { ToolBox } from './tool-box.js';
import type { ToolCall, ToolGrant, ToolOutcome } from './tool-call.js';
import { ToolExecutor } from './tool-executor.js';
import { ToolFault } from './tool.errors.js';
import type { Tool, ToolContext } from './tool.js';

const tool = (name: string, more: Partial<Tool> = {}): Tool => ({
  name,
  description: '',
  examples: [],
  safety: 'read_only',
  parameters: { type: 'object', additionalProperties: false, properties: {} },
  timeoutMs: 1_000,
  execute: () => Promise.resolve({ by: name }),
  ...more,
});
const call = (name: string, args: unknown = {}): ToolCall => ({
  id: 'c1',
  name,
  arguments: args,
  idempotencyKey: 'caxton-msg_1-1',
});
const grant = (more: Partial<ToolGrant> = {}): ToolGrant => ({
  allowed: ['echo'],
  signal: new AbortController().signal,
  priorResult: () => undefined,
  ...more,
});
const run = (made: Tool, args: unknown = {}, more: Partial<ToolGrant> = {}): Promise<ToolOutcome> =>
  new ToolExecutor(new ToolBox([made])).execute(call(made.name, args), grant(more));
const codeOf = async (outcome: Promise<ToolOutcome>): Promise<string> => {
  const told = await outcome;
  return told.ok ? 'ok' : told.error.code;
};
const messageOf = async (outcome: Promise<ToolOutcome>): Promise<string> => {
  const told = await outcome;
  return told.ok ? 'ok' : told.error.message;
};
const never = (): Promise<JsonValue> => new Promise<JsonValue>(() => undefined);

describe(ToolBox, () => {
  const box = new ToolBox([tool('one'), tool('two')]);

  it('lists its tools in order and finds them by name', () => {
    expect(box.list().map(({ name }) => name)).toEqual(['one', 'two']);
    expect(box.find('two')?.name).toBe('two');
    expect(box.find('toString')).toBeUndefined();
  });

  it('says which names no tool has', () => {
    expect(box.unknown(['three', 'one', 'constructor'])).toEqual(['three', 'constructor']);
  });

  it('does not take two tools of one name', () => {
    expect(() => new ToolBox([tool('one'), tool('one')])).toThrow('same name');
  });
});

describe(ToolExecutor, () => {
  it('gives the tool its arguments, its settings, the key and earlier results', async () => {
    const seen: [JsonObject, ToolContext][] = [];
    const echo = tool('echo', {
      parameters: { type: 'object', additionalProperties: false, properties: { a: {} } },
      execute: (args, context) => {
        seen.push([args, context]);
        return Promise.resolve({ answer: context.priorResult('c0') ?? null });
      },
    });

    const outcome = await run(
      echo,
      { a: 1 },
      {
        settings: { echo: { timeout: '5s' }, other: { secret: true } },
        priorResult: (id) => (id === 'c0' ? 42 : undefined),
      },
    );

    expect(outcome).toMatchObject({ ok: true, result: { answer: 42 } });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(0);
    expect(seen[0]?.[0]).toEqual({ a: 1 });
    expect(seen[0]?.[1]).toMatchObject({
      idempotencyKey: 'caxton-msg_1-1',
      settings: { timeout: '5s' },
    });
  });

  it('makes no call that the agent is not allowed, and says what it may use', async () => {
    let calls = 0;
    const box = new ToolBox([tool('echo'), tool('other', { execute: async () => (calls += 1) })]);
    const executor = new ToolExecutor(box);

    const denied = await executor.execute(call('other'), grant());
    const unknown = await executor.execute(
      call('nothing'),
      grant({ allowed: ['nothing', 'echo'] }),
    );
    const inherited = await executor.execute(call('constructor'), grant({ allowed: [] }));

    expect(denied).toMatchObject({ error: { code: 'TOOL_NOT_ALLOWED' } });
    expect(JSON.stringify(denied)).toContain('may use: echo');
    expect(unknown).toMatchObject({ error: { code: 'TOOL_UNKNOWN' } });
    expect(JSON.stringify(unknown)).toContain('any more');
    expect(JSON.stringify(inherited)).not.toContain('any more');
    expect(inherited).toMatchObject({ error: { code: 'TOOL_UNKNOWN' } });
    expect(JSON.stringify(inherited)).toContain('no tools');
    expect(calls).toBe(0);
  });

  it('ends when the turn has made its calls', async () => {
    expect(await codeOf(run(tool('echo'), {}, { callsMade: 49 }))).toBe('ok');
    expect(await codeOf(run(tool('echo'), {}, { callsMade: 50 }))).toBe('TOOL_CALLS_EXHAUSTED');
    expect(await codeOf(run(tool('echo'), {}, { callsMade: 2, maxCalls: 2 }))).toBe(
      'TOOL_CALLS_EXHAUSTED',
    );
  });

  it.each([
    [{ url: 5 }, 'url must be string'],
    [{}, '"url" is missing'],
    [{ url: 'u', extra: 1 }, '"extra" is not known'],
    [{ url: 'u', __proto__: null }, 'ok'],
    [JSON.parse('{"url":"u","__proto__":{"x":1}}'), '"__proto__" is not known'],
    [{ url: 'u', list: [{ kind: 'c' }] }, 'list[0].kind must be one of a, b'],
    [{ url: 'u', list: [{ other: 1 }] }, 'in list[0] "kind" is missing'],
    ['{"url":', 'the arguments must be object'],
    [null, 'the arguments must be object'],
    [[], 'the arguments must be object'],
  ])('checks %j against the schema', async (args, message) => {
    const kind = { type: 'object', required: ['kind'], properties: { kind: { enum: ['a', 'b'] } } };
    const echo = tool('echo', {
      parameters: {
        type: 'object',
        additionalProperties: false,
        required: ['url'],
        properties: { url: { type: 'string' }, list: { type: 'array', items: kind } },
      },
    });

    expect(await messageOf(run(echo, args))).toContain(message);
    expect(await codeOf(run(echo, args))).toBe(message === 'ok' ? 'ok' : 'TOOL_ARGUMENTS_INVALID');
  });

  it('tells what a tool says of its failure, and nothing of what it did not foresee', async () => {
    const defects: unknown[] = [];
    const broken = tool('echo', { execute: () => Promise.reject(new Error('password=hunter2')) });
    const executor = new ToolExecutor(new ToolBox([broken]), {
      onDefect: (name, error) => defects.push(name, error),
    });
    const failing = tool('echo', {
      execute: () => Promise.reject(new ToolFault('EGRESS_DENIED', 'it is private')),
    });

    const unforeseen = await executor.execute(call('echo'), grant());

    expect(JSON.stringify(unforeseen)).not.toContain('hunter2');
    expect(unforeseen).toMatchObject({ ok: false, error: { code: 'TOOL_FAILED' } });
    expect(defects).toEqual(['echo', new Error('password=hunter2')]);
    expect(await run(failing)).toMatchObject({
      error: { code: 'EGRESS_DENIED', message: 'it is private' },
    });
    expect(
      await codeOf(
        run(
          tool('echo', {
            execute: () => {
              throw new Error('at once');
            },
          }),
        ),
      ),
    ).toBe('TOOL_FAILED');
  });

  it('says that the outcome is unknown when a call that may not be repeated breaks off', async () => {
    const defects: unknown[] = [];
    const acted: string[] = [];
    const breaks = (more: Partial<Tool>): ToolExecutor => {
      const made = tool('echo', {
        execute: () => {
          acted.push('charged');
          return Promise.reject(new TypeError('token=hunter2 is not a function'));
        },
        ...more,
      });
      return new ToolExecutor(new ToolBox([made]), {
        onDefect: (_name, error) => defects.push(error),
      });
    };
    const unknown = await breaks({ safety: 'unsafe' }).execute(call('echo'), grant());
    const byArguments = breaks({ safetyOf: () => 'unsafe' }).execute(call('echo'), grant());

    expect(unknown).toMatchObject({ ok: false, error: { code: 'OUTCOME_UNKNOWN' } });
    expect(JSON.stringify(unknown)).toContain('do not repeat it');
    expect(JSON.stringify(unknown)).not.toContain('hunter2');
    expect(await codeOf(byArguments)).toBe('OUTCOME_UNKNOWN');
    expect(acted).toHaveLength(2);
    expect(defects).toEqual(Array(2).fill(expect.any(TypeError)));
    const idempotent = breaks({ safety: 'idempotent' }).execute(call('echo'), grant());
    expect(await codeOf(idempotent)).toBe('TOOL_FAILED');
  });

  it('knows that an unsafe call did not begin, and what it says of its own failure', async () => {
    const unsafe = tool('echo', {
      safety: 'unsafe',
      execute: () => Promise.reject(new ToolFault('EGRESS_DENIED', 'it is private')),
    });

    expect(await codeOf(run(unsafe, { extra: 1 }))).toBe('TOOL_ARGUMENTS_INVALID');
    expect(await codeOf(run(unsafe, {}, { callsMade: 50 }))).toBe('TOOL_CALLS_EXHAUSTED');
    expect(await codeOf(run(unsafe))).toBe('EGRESS_DENIED');
  });

  it('stops waiting for a tool that takes too long, and aborts it', async () => {
    let signal: AbortSignal | undefined;
    const slow = tool('echo', {
      timeoutMs: 20,
      execute: (_args, context) => {
        signal = context.signal;
        return never();
      },
    });

    expect(await messageOf(run(slow))).toContain('nothing is known of its outcome');
    expect(signal?.aborted).toBe(true);
    expect(await messageOf(run({ ...slow, safety: 'unsafe' }))).toContain('do not repeat it');
    expect(await codeOf(run({ ...slow, safetyOf: () => 'unsafe' }))).toBe('OUTCOME_UNKNOWN');
  });

  it('rejects at once with the reason of the turn when that is aborted', async () => {
    const turn = new AbortController();
    const deaf = tool('echo', {
      execute: () => {
        turn.abort(new Error('lease lost'));
        return never();
      },
    });

    await expect(run(deaf, {}, { signal: turn.signal })).rejects.toThrow('lease lost');
    await expect(run(tool('echo'), {}, { signal: turn.signal })).rejects.toThrow('lease lost');
  });

  it('passes on no result beyond its size', async () => {
    const executor = new ToolExecutor(
      new ToolBox([tool('echo', { execute: () => Promise.resolve('é'.repeat(50)) })]),
      { maxResultBytes: 101 },
    );

    expect(await codeOf(executor.execute(call('echo'), grant()))).toBe('TOOL_RESULT_TOO_LARGE');
  });

  it.each([
    [undefined, null],
    [
      { a: undefined, b: Number.NaN, c: [undefined] },
      { b: null, c: [null] },
    ],
    [{ text: 'a\u0000b\ud800c' }, { text: 'ab\ufffdc' }],
    [{ 'k\u0000ey': 1 }, { key: 1 }],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}')],
  ])('passes on JSON that a database can hold: case %#', async (result, expected) => {
    const outcome = await run(
      tool('echo', { execute: () => Promise.resolve(result as JsonValue) }),
    );

    expect(outcome).toMatchObject({ ok: true });
    expect(JSON.stringify(outcome.ok && outcome.result)).toBe(JSON.stringify(expected));
  });

  it('calls a result that is not JSON, or too deep, a failure', async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const deep = JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`) as JsonValue;

    for (const result of [cyclic, { big: 1n }, deep]) {
      const made = tool('echo', { execute: () => Promise.resolve(result as JsonValue) });
      expect(await codeOf(run(made))).toBe('TOOL_FAILED');
    }
  });
});
