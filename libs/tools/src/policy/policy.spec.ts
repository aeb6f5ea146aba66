import type { JsonObject, ToolPolicy } from '#protocol';
import { ToolBox } from '../tool-box.js';
import type { ToolGrant } from '../tool-call.js';
import { ToolExecutor } from '../tool-executor.js';
import { ToolFault } from '../tool.errors.js';
import type { Tool, ToolContext } from '../tool.js';
import { judgeCall } from './judge-call.js';
import { narrowDomains } from './narrow-domains.js';

class Recorder {
  readonly made: [JsonObject, ToolContext][] = [];
  readonly tool: Tool = {
    name: 'order',
    description: '',
    examples: [],
    safety: 'unsafe',
    safetyOf: (args) => (args['look'] === true ? 'read_only' : 'unsafe'),
    methodOf: (args) => (args['look'] === true ? 'GET' : 'POST'),
    parameters: { type: 'object', properties: { look: {} } },
    timeoutMs: 1_000,
    execute: (args, context) => {
      this.made.push([args, context]);
      return Promise.resolve('done');
    },
  };

  async call(
    policy: ToolPolicy,
    args: JsonObject = {},
    more: Partial<ToolGrant> = {},
  ): Promise<string> {
    const outcome = await new ToolExecutor(new ToolBox([this.tool])).execute(
      { id: 'c', name: 'order', arguments: args, idempotencyKey: 'key-1' },
      {
        allowed: ['order'],
        policies: { order: policy },
        signal: new AbortController().signal,
        priorResult: () => undefined,
        ...more,
      },
    );
    return outcome.ok ? 'made' : outcome.error.code;
  }
}

const tainted = { isTainted: true };

describe('the policy of an agent for a tool', () => {
  it('allows what it does not speak of', async () => {
    const recorder = new Recorder();
    expect(await recorder.call({})).toBe('made');
    expect(await recorder.call({ methods: ['POST'], max_calls_per_turn: 2 })).toBe('made');
    expect(recorder.made).toHaveLength(2);
  });

  it('lets no call through with a method that is not on its list', async () => {
    const recorder = new Recorder();
    expect(await recorder.call({ methods: ['GET'] })).toBe('TOOL_POLICY_DENIED');
    expect(recorder.made).toEqual([]);
    expect(await recorder.call({ methods: ['GET'] }, { look: true })).toBe('made');
  });

  it('ends the calls of the tool in one turn at their number', async () => {
    const recorder = new Recorder();
    const most = { max_calls_per_turn: 3 };
    expect(await recorder.call(most, {}, { callsOfTool: 2 })).toBe('made');
    expect(await recorder.call(most, {}, { callsOfTool: 3 })).toBe('TOOL_CALLS_EXHAUSTED');
    expect(recorder.made).toHaveLength(1);
  });

  it('hands the hosts that are left to the tool', async () => {
    const recorder = new Recorder();
    await recorder.call({ domains: ['example.com'] });
    expect(recorder.made[0]?.[1].domains).toEqual(['example.com']);
  });

  it('refuses what it limits where nobody can count', async () => {
    const recorder = new Recorder();
    expect(await recorder.call({ rate_per_minute: 5 })).toBe('TOOL_POLICY_DENIED');
    expect(await recorder.call({ max_concurrency: 5 })).toBe('TOOL_POLICY_DENIED');
    expect(recorder.made).toEqual([]);
  });

  describe('that wants approval', () => {
    it('makes no call where nobody can be asked, and says so', async () => {
      const recorder = new Recorder();
      expect(await recorder.call({ needs_approval: true })).toBe('TOOL_NEEDS_APPROVAL');
      expect(recorder.made).toEqual([]);
    });

    it('asks with the very arguments, and makes the call when it is allowed', async () => {
      const recorder = new Recorder();
      const asked: unknown[] = [];
      const askApproval = async (wanted: unknown): Promise<void> => {
        asked.push(wanted);
      };
      expect(await recorder.call({ needs_approval: true }, { look: false }, { askApproval })).toBe(
        'made',
      );
      expect(asked).toMatchObject([
        { tool: 'order', arguments: { look: false }, idempotencyKey: 'key-1' },
      ]);
    });

    it('tells why a person must look before anything is made, and nothing of what is refused anyway', () => {
      const recorder = new Recorder();
      const executor = new ToolExecutor(new ToolBox([recorder.tool]));
      const why = (policy: ToolPolicy, args: JsonObject, more: Partial<ToolGrant> = {}) =>
        executor.needsApproval(
          { id: 'c', name: 'order', arguments: args, idempotencyKey: 'key-1' },
          {
            allowed: ['order'],
            policies: { order: policy },
            signal: new AbortController().signal,
            priorResult: () => undefined,
            ...more,
          },
        );
      expect(why({ needs_approval: true }, {})).toContain('policy');
      expect(why({}, {}, { isTainted: true })).toContain('outside');
      const recalled = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
      expect(why({}, {}, { isTainted: true, recalled: ['acme "&" bolt'] })).toBe(
        'it would change something after this turn has recalled what came from outside ("acme \\"&\\" bolt")',
      );
      expect(why({}, {}, { isTainted: true, recalled })).toContain('"e", 2 more)');
      expect(why({}, {})).toBeUndefined();
      expect(why({ needs_approval: true, methods: ['GET'] }, {})).toBeUndefined();
      expect(why({ needs_approval: true }, {}, { allowed: [] })).toBeUndefined();
      expect(recorder.made).toEqual([]);
    });

    it('makes no call that was turned down', async () => {
      const recorder = new Recorder();
      const askApproval = (): Promise<void> =>
        Promise.reject(new ToolFault('TOOL_NEEDS_APPROVAL', 'denied by Ada'));
      expect(await recorder.call({ needs_approval: true }, {}, { askApproval })).toBe(
        'TOOL_NEEDS_APPROVAL',
      );
      expect(recorder.made).toEqual([]);
    });
  });

  describe('in a turn that has read content from outside', () => {
    it.each([
      [{}, 'TOOL_NEEDS_APPROVAL'],
      [{ on_taint: 'approve' }, 'TOOL_NEEDS_APPROVAL'],
      [{ on_taint: 'deny' }, 'TOOL_TAINTED'],
      [{ on_taint: 'allow' }, 'made'],
      [{ on_taint: 'allow', needs_approval: true }, 'TOOL_NEEDS_APPROVAL'],
    ] as const)('answers an unsafe call under %j with %s', async (policy, answer) => {
      const recorder = new Recorder();
      expect(await recorder.call(policy, {}, tainted)).toBe(answer);
      expect(recorder.made).toHaveLength(answer === 'made' ? 1 : 0);
    });

    it('goes on reading', async () => {
      expect(await new Recorder().call({ on_taint: 'deny' }, { look: true }, tainted)).toBe('made');
    });
  });

  it('wants nobody to look at a call when the turn has read nothing', () => {
    const turn = { callsOfTool: 0, isTainted: false };
    expect(judgeCall(new Recorder().tool, {}, { on_taint: 'deny' }, turn)).toBeUndefined();
  });
});

describe(narrowDomains, () => {
  it.each([
    [undefined, undefined, undefined],
    [['example.com'], undefined, ['example.com']],
    [undefined, ['example.com'], ['example.com']],
    [['example.com'], ['API.example.com'], ['api.example.com']],
    [['*.api.example.com'], ['example.com', 'example.org'], ['api.example.com']],
    [['example.com'], ['notexample.com'], []],
  ])('leaves of %j and %j only %j', (one, other, both) => {
    expect(narrowDomains(one, other)).toEqual(both);
  });
});
