import { isIPv4 } from 'node:net';
import { CountedRoad, httpAnswer } from './counted-road.fixture.js';
import { deniedForms } from './denied-addresses.fixture.js';
import { EgressDenied } from './egress.errors.js';
import type { EgressPolicy } from './egress-policy.js';
import { createGuardedFetch } from './guarded-fetch.js';
import type { GuardedRequest, GuardedResponse } from './guarded-request.js';

const publicAddress = '93.184.215.14';
const publicIpv6 = '2606:2800:21f:cb07:6820:80da:af6b:8b2c';
const signal = new AbortController().signal;

const go = (
  road: CountedRoad,
  url: string,
  policy: Partial<EgressPolicy> = {},
  more: Partial<GuardedRequest> = {},
): Promise<GuardedResponse> => createGuardedFetch(policy, road)({ url, signal, ...more });

const refusal = async (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'not refused',
    (error: unknown) => (error instanceof EgressDenied ? 'refused' : error),
  );

const withAddress = deniedForms.flatMap(({ form, address }) =>
  address === undefined ? [] : [{ form, address, isV4: isIPv4(address) }],
);

describe('a request to an address that is not on the internet', () => {
  it('is tried in more than a hundred forms', () => {
    expect(deniedForms.length).toBeGreaterThan(100);
    expect(new Set(deniedForms.map(({ form }) => form)).size).toBe(deniedForms.length);
  });

  it.each(deniedForms)('never connects to the literal $form', async ({ form }) => {
    const road = new CountedRoad({});

    expect(await refusal(go(road, `http://${form}/`))).toBe('refused');
    expect(await refusal(go(road, `https://${form}:8443/path?query#part`))).toBe('refused');
    expect(road.dialled).toEqual([]);
  });

  it.each(withAddress)(
    'never connects to a name whose record is $address ($form)',
    async (denied) => {
      const answers = denied.isV4
        ? [denied.address, `::ffff:${denied.address}`]
        : [denied.address, `${denied.address}%eth0`];
      const road = new CountedRoad({
        'a.example': [[answers[0] ?? '']],
        'aaaa.example': [[answers[1] ?? '']],
      });

      expect(await refusal(go(road, 'http://a.example/'))).toBe('refused');
      expect(await refusal(go(road, 'https://aaaa.example/'))).toBe('refused');
      expect(road.resolved).toEqual(['a.example', 'aaaa.example']);
      expect(road.dialled).toEqual([]);
    },
  );

  it.each(withAddress)(
    'never connects when $form stands among good addresses',
    async ({ address }) => {
      const road = new CountedRoad({
        'first.example': [[address, publicAddress, publicIpv6]],
        'middle.example': [[publicAddress, address, publicIpv6]],
        'last.example': [[publicIpv6, publicAddress, address]],
      });

      for (const name of ['first', 'middle', 'last']) {
        expect(await refusal(go(road, `http://${name}.example/`))).toBe('refused');
      }
      expect(road.dialled).toEqual([]);
    },
  );

  it.each(withAddress)(
    'never connects to $form when the name is bound anew',
    async ({ address }) => {
      const road = new CountedRoad({ 'rebind.example': [[publicAddress], [address]] });
      const fetch = createGuardedFetch({}, road);

      await fetch({ url: 'http://rebind.example/', signal });
      expect(road.resolved).toHaveLength(1);

      expect(await refusal(fetch({ url: 'http://rebind.example/', signal }))).toBe('refused');
      expect(road.dialled).toEqual([publicAddress]);
    },
  );

  it.each(deniedForms)('never follows a redirect to $form', async ({ form }) => {
    const road = new CountedRoad(
      { 'open.example': [[publicAddress]] },
      { [publicAddress]: httpAnswer(302, { location: `http://${form}/` }) },
    );

    expect(await refusal(go(road, 'http://open.example/'))).not.toBe('not refused');
    expect(new Set(road.dialled)).toEqual(new Set([publicAddress]));
  });

  it('says of a redirect there that the request itself was made', async () => {
    const road = new CountedRoad(
      { 'open.example': [[publicAddress]] },
      { [publicAddress]: httpAnswer(302, { location: 'http://127.0.0.1/' }) },
    );

    await expect(go(road, 'http://open.example/')).rejects.toMatchObject({ isRedirect: true });
  });

  it.each(withAddress)('never follows a redirect to a name bound to $form', async ({ address }) => {
    const road = new CountedRoad(
      { 'open.example': [[publicAddress]], 'inner.example': [[address]] },
      { [publicAddress]: httpAnswer(307, { location: '//inner.example/' }) },
    );

    expect(await refusal(go(road, 'https://open.example/'))).toBe('refused');
    expect(road.dialled).toEqual([publicAddress]);
  });

  it.each(withAddress)(
    'sends nothing when the socket ends at $address after all',
    async ({ address }) => {
      const road = new CountedRoad({ 'proxied.example': [[publicAddress]] }, {}, address);

      expect(await refusal(go(road, 'http://proxied.example/'))).toBe('refused');
      expect(road.heard).toEqual([]);
    },
  );
});

describe('a request to an address on the internet', () => {
  it.each([publicAddress, publicIpv6, '1.1.1.1', '172.32.0.1', '100.128.0.1', '2001:4860::1'])(
    'reaches %s by name and as a literal',
    async (address) => {
      const road = new CountedRoad({ 'good.example': [[address]] });
      const host = isIPv4(address) ? address : `[${address}]`;

      const named = await go(road, 'http://good.example/path?a=1#part');
      const literal = await go(road, `https://${host}/`);

      expect(Buffer.from(named.body).toString()).toBe('ok');
      expect(named.status).toBe(200);
      expect(literal.status).toBe(200);
      expect(road.dialled).toEqual([address, address]);
      expect(road.heard[0]).toMatch(/^GET \/path\?a=1 HTTP\/1.1\r\nhost: good.example\r\n/);
    },
  );

  it('is refused on other ports and other protocols', async () => {
    const road = new CountedRoad({ 'good.example': [[publicAddress]] });
    const refused = [
      ...['http://good.example:22/', 'http://good.example:6379/', 'https://good.example:0/'],
      ...['ftp://good.example/', 'file:///etc/passwd', 'gopher://good.example/', 'data:,hello'],
      ...['javascript:alert(1)', 'unix:/run/docker.sock', '//good.example', 'good.example', ''],
      ...['http://me:secret@good.example/', `http://good.example/${'a'.repeat(2_048)}`],
    ];

    for (const url of refused)
      expect([url, await refusal(go(road, url))]).toEqual([url, 'refused']);
    expect(road.dialled).toEqual([]);
  });

  it('is refused when its name has no address', async () => {
    expect(await refusal(go(new CountedRoad({}), 'http://nobody.example/'))).toBe('refused');
  });
});
