import { readAddress } from './address-class.js';
import { EgressDenied, InvalidEgressRule } from './egress.errors.js';
import { EgressJudge, type EgressPolicy } from './egress-policy.js';

const allows = (policy: Partial<EgressPolicy>, text: string, ...addresses: string[]): boolean => {
  const judge = new EgressJudge(policy);
  try {
    const { url, reach } = judge.judgeUrl(text);
    judge.judgeAddresses(url, addresses.map(readAddress), reach);
    return true;
  } catch (error) {
    if (error instanceof EgressDenied) return false;
    throw error;
  }
};

describe('an allowed URL prefix', () => {
  const policy = { allow: ['http://localhost:9123/examples/'] };
  const reaches = (url: string): boolean => allows(policy, url, '127.0.0.1', '::1');

  it('opens its path and what is below', () => {
    expect(reaches('http://localhost:9123/examples/')).toBe(true);
    expect(reaches('http://localhost:9123/examples')).toBe(true);
    expect(reaches('http://localhost:9123/examples/airline-passengers.csv?x=../..')).toBe(true);
    expect(reaches('http://localhost:9123/other/../examples/a.csv')).toBe(true);
    expect(reaches('http://LOCALHOST.:9123/examples/a.csv#part')).toBe(true);
  });

  it.each([
    'http://localhost:9123/',
    'http://localhost:9123/api/v1/agents',
    'http://localhost:9123/examples-of-mine/',
    'http://localhost:9123/Examples/',
    'http://localhost:9123//examples/',
    'http://localhost:9123/examples/../api/v1/agents',
    'http://localhost:9123/examples/%2e%2e/api',
    'http://localhost:9123/examples/.%2E/api',
    'http://localhost:9123/examples\\..\\api',
    'http://localhost:9123/examples/..%2fapi',
    'http://localhost:9123/examples/..%5Capi',
    'http://localhost:9123/examples/%252e%252e%252fapi',
    'http://localhost:9123/examples/a.csv%00.html',
    'http://localhost:9124/examples/',
    'http://localhost/examples/',
    'https://localhost:9123/examples/',
    'http://127.0.0.1:9123/examples/',
    'http://localhost.example:9123/examples/',
    'http://me@localhost:9123/examples/',
  ])('does not open %s', (url) => {
    expect(reaches(url)).toBe(false);
  });

  it('opens its port and http even where the policy closes them', () => {
    const strict = { ...policy, httpAllowed: false, ports: [443] };

    expect(allows(strict, 'http://localhost:9123/examples/a.csv', '127.0.0.1')).toBe(true);
    expect(allows(strict, 'http://data.example/', '1.1.1.1')).toBe(false);
    expect(allows(strict, 'https://data.example:8443/', '1.1.1.1')).toBe(false);
    expect(allows(strict, 'https://data.example/', '1.1.1.1')).toBe(true);
  });
});

describe('an allowed host', () => {
  it('opens its private addresses and nobody else’s', () => {
    const policy = { allow: ['intranet.example', '*.lab.example'] };

    expect(allows(policy, 'http://intranet.example/', '10.0.0.1', 'fd00::1')).toBe(true);
    expect(allows(policy, 'http://a.lab.example/', '192.168.0.9')).toBe(true);
    expect(allows(policy, 'http://a.b.lab.example/', '192.168.0.9')).toBe(true);
    expect(allows(policy, 'http://lab.example/', '192.168.0.9')).toBe(false);
    expect(allows(policy, 'http://evillab.example/', '192.168.0.9')).toBe(false);
    expect(allows(policy, 'http://www.intranet.example/', '10.0.0.1')).toBe(false);
    expect(allows(policy, 'http://10.0.0.1/', '10.0.0.1')).toBe(false);
  });

  it('opens one port where it names one', () => {
    const policy = { allow: ['db.example:9000', '[::1]:9001', '127.0.0.1:9002'] };

    expect(allows(policy, 'http://db.example:9000/', '10.0.0.1')).toBe(true);
    expect(allows(policy, 'http://db.example/', '10.0.0.1')).toBe(false);
    expect(allows(policy, 'http://db.example:9001/', '10.0.0.1')).toBe(false);
    expect(allows(policy, 'http://[::1]:9001/', '::1')).toBe(true);
    expect(allows(policy, 'http://127.0.0.1:9002/', '127.0.0.1')).toBe(true);
    expect(allows(policy, 'http://2130706433:9002/', '127.0.0.1')).toBe(true);
  });

  it('never opens metadata services, tunnels and multicast', () => {
    const policy = { allow: ['intranet.example', 'metadata.google.internal'] };

    for (const address of ['169.254.169.254', '::ffff:10.0.0.1', '64:ff9b::a00:1', '224.0.0.1']) {
      expect(allows(policy, 'http://intranet.example/', address)).toBe(false);
    }
    expect(allows(policy, 'http://metadata.google.internal/', '169.254.169.254')).toBe(false);
  });
});

describe('an allowed network', () => {
  it('opens its addresses, by whatever name', () => {
    const policy = { allow: ['127.0.0.1/32', 'fd00::/8', '10.1.2.3'] };

    expect(allows(policy, 'http://any.example/', '127.0.0.1', 'fd12::1')).toBe(true);
    expect(allows(policy, 'http://10.1.2.3:8080/', '10.1.2.3')).toBe(true);
    expect(allows(policy, 'http://any.example/', '127.0.0.2')).toBe(false);
    expect(allows(policy, 'http://any.example/', '127.0.0.1', '10.0.0.1')).toBe(false);
    expect(allows(policy, 'http://any.example:22/', '127.0.0.1')).toBe(false);
    expect(allows(policy, 'http://[::7f00:1]/', '::7f00:1')).toBe(false);
  });
});

describe('what is denied', () => {
  it('wins over what is allowed', () => {
    const policy = {
      allow: ['10.0.0.0/8', 'intranet.example'],
      deny: ['10.9.0.0/16', 'secret.example', '*.corp.example', '8.8.8.0/24'],
    };

    expect(allows(policy, 'http://10.8.0.1/', '10.8.0.1')).toBe(true);
    expect(allows(policy, 'http://10.9.0.1/', '10.9.0.1')).toBe(false);
    expect(allows(policy, 'http://intranet.example/', '10.9.0.1')).toBe(false);
    expect(allows(policy, 'http://secret.example/', '1.1.1.1')).toBe(false);
    expect(allows(policy, 'http://SECRET.example./', '1.1.1.1')).toBe(false);
    expect(allows(policy, 'http://a.corp.example/', '1.1.1.1')).toBe(false);
    expect(allows(policy, 'http://dns.example/', '8.8.8.8')).toBe(false);
    expect(allows(policy, 'http://dns.example/', '8.8.4.4')).toBe(true);
  });

  it('covers a path however it is escaped', () => {
    const policy = { deny: ['https://api.example/admin/'] };
    const denied = [
      'admin/',
      'admin/x',
      'admin',
      '%61dmin/x',
      '%2561dmin/',
      'x/%2e%2e/admin/',
      'x%2f..%2fadmin/',
    ];

    for (const path of denied) {
      expect([path, allows(policy, `https://api.example/${path}`, '1.1.1.1')]).toEqual([
        path,
        false,
      ]);
    }
    expect(allows(policy, 'https://api.example/administrator', '1.1.1.1')).toBe(true);
    expect(allows(policy, 'https://api.example/%zz', '1.1.1.1')).toBe(true);
  });
});

describe('a refusal', () => {
  const wordsOf = (act: () => unknown): string => {
    try {
      act();
      return 'not refused';
    } catch (error) {
      return error instanceof EgressDenied ? error.message : 'another error';
    }
  };
  const judge = new EgressJudge({ deny: ['closed.example'] });
  const to = (address: string) => (): void => {
    const { url, reach } = judge.judgeUrl(`http://${address}/`);
    judge.judgeAddresses(url, [readAddress(address)], reach);
  };

  it('names the setting of the operator that could lift it, or that made it', () => {
    const opens = /opens addresses with CAXTON_EGRESS_ALLOW$/;
    expect(wordsOf(to('10.0.0.1'))).toMatch(opens);
    expect(wordsOf(() => judge.judgeUrl('http://a.example:9000/'))).toMatch(opens);
    expect(wordsOf(() => judge.judgeUrl('http://closed.example/'))).toMatch(/CAXTON_EGRESS_DENY$/);
  });

  it('names none where no setting is meant to: metadata services and what is no URL', () => {
    expect(wordsOf(to('169.254.169.254'))).toMatch(/metadata address\)$/);
    expect(wordsOf(() => judge.judgeUrl('nonsense'))).toBe(
      'the address is refused: it is not a URL',
    );
  });
});

describe('a rule that cannot be read', () => {
  it.each([
    ...['', ' ', '*', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/', 'http://', 'ftp://h/', 'a b'],
    ...[
      'host/path',
      'http://me:secret@h/',
      'http://h/?q',
      'h:99999',
      'h:port',
      '*.*.example',
      '::1:x',
    ],
  ])('is refused, not ignored: "%s"', (rule) => {
    expect(() => new EgressJudge({ allow: [rule] })).toThrow(InvalidEgressRule);
    expect(() => new EgressJudge({ deny: [rule] })).toThrow(`"${rule}"`);
  });
});
