import type { JsonObject } from '#protocol';
import { judgeTools } from './judge-tools.js';
import type { McpServerEntry } from './mcp-server.js';
import { describeOffered, type OfferedTool } from './offered-tool.js';
import { atRegistration, withoutPerson } from './without-person.js';

const offer = (name: string, more: JsonObject = {}): OfferedTool =>
  describeOffered({ name, description: `Does ${name}.`, inputSchema: { type: 'object' }, ...more });
const server: McpServerEntry = { name: 'crm', url: 'https://crm.example/mcp' };

const judge = (
  offered: readonly OfferedTool[],
  approved: readonly OfferedTool[] = [],
  definition = server,
): Record<string, string> =>
  Object.fromEntries(
    judgeTools({
      definition,
      offered,
      approved: Object.fromEntries(approved.map((tool) => [tool.name, tool])),
    }).map(({ name, status }) => [name, status]),
  );

describe('the tools of an MCP server', () => {
  it('are approved by hash, wait when they are new or changed, and are told when they are gone', () => {
    const [kept, before, gone] = [offer('kept'), offer('changed'), offer('gone')];
    const now = offer('changed', { description: 'Does something else.' });
    expect(judge([kept, now, offer('new')], [kept, before, gone])).toEqual({
      crm__kept: 'approved',
      crm__changed: 'awaiting_approval',
      crm__new: 'awaiting_approval',
      crm__gone: 'gone',
    });
  });

  it('are those that the registration allows', () => {
    expect(judge([offer('a'), offer('b')], [], { ...server, allowed_tools: ['b'] })).toEqual({
      crm__a: 'not_allowed',
      crm__b: 'awaiting_approval',
    });
  });

  it('have names that models can say, and one each', () => {
    expect(judge([offer('a.b/c'), offer('a_b.c'), offer('x'.repeat(80)), offer('')])).toEqual({
      crm__a_b_c: 'unusable',
      [`crm__${'x'.repeat(80)}`]: 'unusable',
      crm__: 'unusable',
    });
    const [first] = judgeTools({
      definition: server,
      approved: {},
      offered: [offer('a.b'), offer('a/b')],
    });
    expect(first).toMatchObject({ name: 'crm__a_b', status: 'awaiting_approval' });
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'are unusable from the start as %s, which no request may name',
    (name) => {
      const offered = [offer(name)];
      expect(judgeTools({ definition: server, approved: {}, offered })[0]).toMatchObject({
        ...{ status: 'unusable', why: `no request may name it: ${name} is a forbidden key` },
      });
      expect(atRegistration({ definition: server, approved: {}, offered })).toEqual({});
    },
  );

  it('are never two of one name, whatever a server offers after what was approved', () => {
    const offered = [offer('a/b'), offer('a_b'), offer('c')];
    const approved = { 'a.b': offer('a.b'), 'c.d': offer('c.d'), 'c/d': offer('c/d') };
    const named = judgeTools({ definition: server, offered, approved })
      .filter(({ status }) => status !== 'unusable')
      .map(({ name, status }) => [name, status]);
    expect(named).toEqual([
      ['crm__a_b', 'awaiting_approval'],
      ['crm__c', 'awaiting_approval'],
      ['crm__c_d', 'gone'],
    ]);
  });

  it.each([
    ['that cannot be compiled', { type: 'object', properties: { a: { type: 'nonsense' } } }],
    ['of something else than an object', { type: 'string' }],
    ['that names another document', { type: 'object', properties: { a: { $ref: 'http://x/' } } }],
  ])('are unusable with a schema %s', (_what, inputSchema) => {
    expect(judge([offer('a', { inputSchema })])).toEqual({ crm__a: 'unusable' });
  });

  it('are unsafe unless the registration says or believes something else', () => {
    const annotations = { readOnlyHint: true };
    const safetyIn = (definition: McpServerEntry): string | undefined =>
      judgeTools({ definition, approved: {}, offered: [offer('a', { annotations })] })[0]?.safety;
    expect(safetyIn(server)).toBe('unsafe');
    expect(safetyIn({ ...server, trust_annotations: true })).toBe('read_only');
    expect(safetyIn({ ...server, safety: { a: 'idempotent' }, trust_annotations: true })).toBe(
      'idempotent',
    );
  });

  it('are approved without a person at the registration, and new ones where it says so; never changed ones', () => {
    const [before, now] = [offer('a'), offer('a', { title: 'Other' })];
    const known = { definition: server, approved: { a: before }, offered: [now, offer('b')] };
    expect(Object.keys(withoutPerson(known, false))).toEqual([]);
    const open = { ...known, definition: { ...server, new_tools: 'approve' as const } };
    expect(Object.keys(withoutPerson(open, false))).toEqual(['b']);
    expect(Object.keys(withoutPerson({ ...known, definition: { name: 'crm' } }, true))).toEqual([
      'b',
    ]);
    expect(Object.keys(atRegistration({ ...known, approved: {} }))).toEqual(['a', 'b']);
  });
});
