import { CountedRoad, httpAnswer } from '../egress/counted-road.fixture.js';
import { deniedForms } from '../egress/denied-addresses.fixture.js';
import { createGuardedFetch } from '../egress/guarded-fetch.js';
import { GuardedMcpFetch } from './guarded-mcp-fetch.js';

const publicAddress = '93.184.215.14';
const withAddress = deniedForms.flatMap(({ form, address }) =>
  address === undefined ? [] : [{ form, address }],
);

/** What the MCP client does for every request. */
function ask(road: CountedRoad, url: string, of = url): Promise<unknown> {
  const { fetch } = new GuardedMcpFetch(
    createGuardedFetch({}, road),
    {
      url: new URL(URL.canParse(of) ? of : 'http://mcp.example/'),
      headers: { authorization: 'Bearer secret' },
    },
    { totalMs: 5_000, maxBytes: 1_000 },
    { signal: new AbortController().signal },
  );
  return fetch(url, { method: 'POST', body: '{}' }).then(
    ({ status }) => status,
    () => 'refused',
  );
}

describe('an MCP server at an address that is not on the internet', () => {
  it('is never connected to in any literal form', async () => {
    for (const { form } of deniedForms) {
      const road = new CountedRoad({});
      expect([form, await ask(road, `http://${form}/mcp`)]).toEqual([form, 'refused']);
      expect([form, road.dialled]).toEqual([form, []]);
    }
  });

  it('is never connected to by a name, alone or mixed, or bound anew', async () => {
    for (const { form, address } of withAddress) {
      const road = new CountedRoad({
        'a.example': [[address]],
        'aaaa.example': [[address.includes(':') ? address : `::ffff:${address}`]],
        'mixed.example': [[publicAddress, address]],
        'rebind.example': [[publicAddress], [address]],
      });
      const answers = [];
      for (const name of ['a', 'aaaa', 'mixed', 'rebind', 'rebind']) {
        answers.push(await ask(road, `http://${name}.example/mcp`));
      }
      expect([form, answers]).toEqual([form, ['refused', 'refused', 'refused', 200, 'refused']]);
      expect([form, road.dialled]).toEqual([form, [publicAddress]]);
    }
  });

  it('gets no secret of another origin, whoever sends there', async () => {
    const road = new CountedRoad({ 'evil.example': [[publicAddress]] });
    const elsewhere = [
      'https://evil.example/mcp',
      'http://mcp.example/',
      'https://mcp.example:8443/',
    ];
    for (const url of elsewhere) {
      expect([url, await ask(road, url, 'https://mcp.example/mcp')]).toEqual([url, 'refused']);
    }
    expect(road.dialled).toEqual([]);
  });

  it('is never gone to because another one sends there: no redirect is followed', async () => {
    for (const { form } of deniedForms) {
      const road = new CountedRoad(
        { 'mcp.example': [[publicAddress]] },
        { [publicAddress]: httpAnswer(307, { location: `http://${form}/` }) },
      );
      expect([form, await ask(road, 'https://mcp.example/mcp')]).toEqual([form, 307]);
      expect([form, road.dialled]).toEqual([form, [publicAddress]]);
    }
  });
});
