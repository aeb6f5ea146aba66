import { httpToolDefinition, type HttpToolDefinition, type JsonObject } from '#protocol';
import { CountedRoad, httpAnswer } from '../egress/counted-road.fixture.js';
import { EgressFailed } from '../egress/egress.errors.js';
import type { GuardedRequest } from '../egress/guarded-request.js';
import { deniedForms } from '../egress/denied-addresses.fixture.js';
import { createGuardedFetch } from '../egress/guarded-fetch.js';
import { SecretKeeper } from '../secrets/secret-keeper.js';
import { ToolBox } from '../tool-box.js';
import type { ToolGrant, ToolOutcome } from '../tool-call.js';
import { ToolExecutor } from '../tool-executor.js';
import { checkDefinition } from './check-definition.js';
import { createHttpTool } from './create-http-tool.js';

const secret = 'k-2f8a"7e/41+c9';
const keeper = new SecretKeeper({
  CAXTON_SECRET_CRM: secret,
  CAXTON_SECRET_CRM_HOSTS: 'crm.example, *.crm.example',
  CAXTON_SECRET_LOOSE: 'without-any-hosts',
  CAXTON_SECRET_SHORT: 'abc',
  CAXTON_SECRET_SHORT_HOSTS: 'crm.example',
});
const publicAddress = '93.184.215.14';
const known = { 'crm.example': [[publicAddress]] };

const define = (more: Partial<HttpToolDefinition>): HttpToolDefinition => ({
  name: 'crm',
  description: 'Looks something up.',
  url: 'https://crm.example/customers/{id}',
  parameters: {
    type: 'object',
    required: ['id'],
    properties: { id: {}, fields: {}, note: {}, trace: {} },
  },
  ...more,
});

async function call(
  road: CountedRoad,
  definition: HttpToolDefinition,
  args: JsonObject = { id: '7' },
  more: Partial<ToolGrant> = {},
): Promise<ToolOutcome> {
  const tool = createHttpTool(definition, createGuardedFetch({}, road), keeper);
  return new ToolExecutor(new ToolBox([tool])).execute(
    { id: 'c', name: 'crm', arguments: args, idempotencyKey: 'caxton-msg_1-2' },
    {
      allowed: ['crm'],
      signal: new AbortController().signal,
      priorResult: () => undefined,
      ...more,
    },
  );
}
/** Without anybody who would refuse before the way out does. */
const reach = (road: CountedRoad, definition: HttpToolDefinition, args = {}): Promise<unknown> =>
  createHttpTool(definition, createGuardedFetch({}, road), keeper)
    .execute(args, {
      signal: new AbortController().signal,
      idempotencyKey: 'key',
      settings: {},
      priorResult: () => undefined,
    })
    .catch(() => 'refused');
const codeOf = (outcome: ToolOutcome): string => (outcome.ok ? 'ok' : outcome.error.code);

describe('a call of an HTTP tool', () => {
  it('puts each argument where it belongs', async () => {
    const road = new CountedRoad(known);
    const definition = define({
      method: 'POST',
      arguments: { trace: { in: 'header', name: 'X-Trace' }, fields: { in: 'query', name: 'f' } },
    });
    const args = { id: 'a/../b ?', fields: ['x', 'y'], note: { deep: [1] }, trace: 't1' };
    expect(codeOf(await call(road, definition, args))).toBe('ok');
    const [said = ''] = road.heard;
    expect(said).toMatch(/^POST \/customers\/a%2F\.\.%2Fb%20%3F\?f=x&f=y HTTP\/1\.1\r\n/);
    expect(said).toMatch(/\r\nx-trace: t1\r\n/i);
    expect(said).toMatch(/\r\nidempotency-key: caxton-msg_1-2\r\n/i);
    expect(road.heard.join('')).toContain('\r\n\r\n{"note":{"deep":[1]}}');
  });

  it.each(['', '.', '..'])('lets no value lead out of its segment: %j', async (id) => {
    const road = new CountedRoad(known);
    expect(codeOf(await call(road, define({}), { id }))).toBe('TOOL_ARGUMENTS_INVALID');
    expect(road.dialled).toEqual([]);
  });

  it('takes no argument that is not in its schema', async () => {
    const road = new CountedRoad(known);
    expect(codeOf(await call(road, define({}), { id: '7', admin: true }))).toBe(
      'TOOL_ARGUMENTS_INVALID',
    );
    expect(road.dialled).toEqual([]);
  });

  it('stays within the hosts and the methods of the agent', async () => {
    const road = new CountedRoad(known);
    const policies = (policy: object): Partial<ToolGrant> => ({ policies: { crm: policy } });
    expect(
      codeOf(await call(road, define({}), { id: '7' }, policies({ domains: ['other.example'] }))),
    ).toBe('EGRESS_DENIED');
    expect(codeOf(await call(road, define({}), { id: '7' }, policies({ methods: ['POST'] })))).toBe(
      'TOOL_POLICY_DENIED',
    );
    expect(road.dialled).toEqual([]);
  });

  it('goes out with its own key, whatever an argument says', async () => {
    const road = new CountedRoad(known);
    const definition = define({
      method: 'POST',
      arguments: { trace: { in: 'header', name: 'Idempotency-Key' } },
    });
    expect(codeOf(await call(road, definition, { id: '7', trace: 'mine' }))).toBe('ok');
    expect(road.heard[0]).toMatch(/\r\nidempotency-key: caxton-msg_1-2\r\n/i);
    expect(road.heard[0]).not.toContain('mine');
  });

  it('waits for the first byte and for the next as long as for the whole', async () => {
    const asked: GuardedRequest[] = [];
    const tool = createHttpTool(
      define({ timeout: '45s' }),
      (request) => {
        asked.push(request);
        return Promise.reject(new EgressFailed('EGRESS_UNREACHABLE', 'nobody there'));
      },
      keeper,
    );
    await expect(
      tool.execute(
        { id: '7' },
        {
          ...{ signal: new AbortController().signal, idempotencyKey: 'key', settings: {} },
          priorResult: () => undefined,
        },
      ),
    ).rejects.toThrow('nobody there');
    expect(asked[0]?.limits).toMatchObject({ totalMs: 45_000, headersMs: 45_000, idleMs: 45_000 });
  });

  it('is unsafe by its method unless its author says otherwise', () => {
    const safetyOf = (more: Partial<HttpToolDefinition>): string =>
      createHttpTool(define(more), createGuardedFetch(), keeper).safety;
    expect(safetyOf({})).toBe('read_only');
    expect(safetyOf({ method: 'PUT' })).toBe('idempotent');
    expect(safetyOf({ method: 'POST' })).toBe('unsafe');
    expect(safetyOf({ method: 'POST', safety: 'read_only' })).toBe('read_only');
  });
});

describe('the secret of an HTTP tool', () => {
  const withSecret = (name = 'CRM'): Partial<HttpToolDefinition> => ({
    headers: { Authorization: { secret: `env:CAXTON_SECRET_${name}`, prefix: 'Bearer ' } },
  });

  it('goes out in its header and is blotted out of what comes back', async () => {
    const echo = JSON.stringify({ got: `Bearer ${secret}`, [secret]: encodeURIComponent(secret) });
    const answer = httpAnswer(200, { 'content-type': 'application/json' }, echo);
    const road = new CountedRoad(known, { [publicAddress]: answer });
    const outcome = await call(road, define(withSecret()));
    expect(road.heard[0]).toContain(`authorization: Bearer ${secret}`);
    expect(JSON.stringify(outcome)).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(outcome).toMatchObject({
      ok: true,
      result: { json: { got: 'Bearer [secret]', '[secret]': '[secret]' } },
    });
  });

  it('is not sent to a host that the operator did not name for it', async () => {
    const road = new CountedRoad({ 'evil.example': [[publicAddress]], ...known });
    const elsewhere = define({ ...withSecret(), url: 'https://evil.example/{id}' });
    const refused = await call(road, elsewhere);
    expect(refused).toMatchObject({ ok: false, error: { code: 'TOOL_SECRET_WITHHELD' } });
    expect(JSON.stringify(refused)).not.toContain(secret);
    for (const name of ['LOOSE', 'SHORT', 'MISSING']) {
      expect(codeOf(await call(road, define(withSecret(name))))).toBe('TOOL_SECRET_WITHHELD');
    }
    expect(road.dialled).toEqual([]);
  });

  it('does not follow a redirect to another host', async () => {
    const other = '93.184.215.15';
    const road = new CountedRoad(
      { ...known, 'other.example': [[other]] },
      { [publicAddress]: httpAnswer(302, { location: 'https://other.example/' }) },
    );
    expect(codeOf(await call(road, define(withSecret())))).toBe('ok');
    expect(road.dialled).toEqual([publicAddress, other]);
    expect(road.heard.filter((said) => said.includes(secret))).toHaveLength(1);
  });
});

describe('an HTTP tool at an address that is not on the internet', () => {
  const withAddress = deniedForms.flatMap(({ form, address }) =>
    address === undefined ? [] : [{ form, address }],
  );
  const parameters = { type: 'object' };

  it('never connects to any literal form, registered or not', async () => {
    for (const { form } of deniedForms) {
      const road = new CountedRoad({});
      const definition = define({ url: `http://${form}/`, parameters });
      expect([form, await reach(road, definition)]).toEqual([form, 'refused']);
      expect([form, road.dialled]).toEqual([form, []]);
    }
  });

  it('never connects to a name whose records hold one, alone or mixed, or are bound anew', async () => {
    for (const { form, address } of withAddress) {
      const road = new CountedRoad({
        'a.example': [[address]],
        'aaaa.example': [[address.includes(':') ? address : `::ffff:${address}`]],
        'mixed.example': [[publicAddress, address]],
        'rebind.example': [[publicAddress], [address]],
      });
      for (const name of ['a', 'aaaa', 'mixed', 'rebind', 'rebind']) {
        await reach(road, define({ url: `http://${name}.example/`, parameters }));
      }
      expect([form, road.dialled]).toEqual([form, [publicAddress]]);
    }
  });

  it('never follows a redirect to any form', async () => {
    for (const { form } of deniedForms) {
      const road = new CountedRoad(known, {
        [publicAddress]: httpAnswer(302, { location: `http://${form}/` }),
      });
      await reach(road, define({}), { id: '7' });
      expect([form, new Set(road.dialled)]).toEqual([form, new Set([publicAddress])]);
    }
  });
});

describe(checkDefinition, () => {
  const faultsOf = (more: object): string[] => {
    try {
      checkDefinition(httpToolDefinition, { ...define({}), ...more });
      return [];
    } catch (error) {
      const { code, details } = error as {
        code: string;
        details: { errors: { field: string }[] };
      };
      expect(code).toBe('INVALID_TOOL');
      return details.errors.map(({ field }) => field);
    }
  };

  const { parameters } = define({});

  it('accepts the example of the documentation', () => {
    const [example] = httpToolDefinition.meta()?.['examples'] as object[];
    expect(checkDefinition(httpToolDefinition, example)).toEqual(example);
  });

  it.each([
    [{ name: 'Crm' }, ['name']],
    [{ name: 'crm__look' }, ['name']],
    [{ url: 'crm.example/{id}' }, ['url']],
    [{ url: 'ftp://crm.example/{id}' }, ['url']],
    [{ url: 'https://{id}.example/' }, ['url']],
    [{ url: 'https://me:secret@crm.example/{id}' }, ['url']],
    [{ url: 'https://crm.example/?id={id}' }, ['url']],
    [{ url: 'https://crm.example:{id}/' }, ['url']],
    [{ url: 'https://crm.example/{id' }, ['url']],
    [{ url: 'https://crm.example/{other}' }, ['parameters']],
    [{ parameters: { type: 'array' } }, ['parameters', 'parameters']],
    [{ parameters: { ...parameters, required: { id: true } } }, ['parameters', 'parameters']],
    [{ parameters: { ...parameters, required: 'id' } }, ['parameters']],
    [{ arguments: { note: { in: 'body' } } }, ['arguments.note']],
    [{ arguments: { id: { in: 'query' } } }, ['arguments.id']],
    [{ arguments: { other: { in: 'query' } } }, ['arguments.other']],
    [{ arguments: { note: { in: 'header', name: 'Host' } } }, ['arguments.note']],
    [{ headers: { Authorization: 'Bearer plain' } }, ['headers.Authorization']],
    [{ headers: { 'X-Api-Key': 'plain' } }, ['headers.X-Api-Key']],
    [{ headers: { 'Content-Length': '3' } }, ['headers.Content-Length']],
    [
      { headers: { Authorization: { secret: 'env:DATABASE_URL' } } },
      ['headers.Authorization.secret'],
    ],
    [{ timeout: '2m' }, ['timeout']],
    [{ method: 'TRACE' }, ['method']],
    [{ secret: 'x' }, ['secret']],
  ])('refuses %j and says where', (more, fields) => {
    expect(faultsOf(more)).toEqual(fields);
  });
});
