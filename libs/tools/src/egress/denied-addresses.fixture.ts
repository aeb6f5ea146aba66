/** An address nobody outside may be led to, in one of the ways in which it can be written. */
export interface DeniedForm {
  /** As the host of a URL. */
  readonly form: string;
  /** What it is, as a resolver would answer it. Absent for hosts that are no address. */
  readonly address?: string;
}

const asIs = (...addresses: string[]): DeniedForm[] =>
  addresses.map((address) => ({
    form: address.includes(':') ? `[${address}]` : address,
    address,
  }));

const writtenAs = (address: string, ...forms: string[]): DeniedForm[] =>
  forms.map((form) => ({ form, address }));

/** Plain IPv4 of every range that is not the internet, at its edges. */
const ipv4 = asIs(
  ...['0.0.0.0', '0.1.2.3', '0.255.255.255', '10.0.0.1', '10.255.255.255'],
  ...['100.64.0.1', '100.127.255.255', '100.100.100.200', '127.0.0.1', '127.255.255.254'],
  ...['169.254.0.1', '169.254.169.254', '169.254.170.2', '168.63.129.16', '172.16.0.1'],
  ...['172.31.255.255', '192.0.0.1', '192.0.0.192', '192.0.2.1', '192.31.196.1'],
  ...['192.52.193.1', '192.88.99.1', '192.168.0.1', '192.168.255.255', '192.175.48.1'],
  ...['198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1'],
  ...['239.255.255.255', '240.0.0.1', '255.255.255.255'],
);

/** Loopback, metadata and private IPv4 in octal, hex, dword, short and Unicode notations. */
const ipv4Spellings = [
  ...writtenAs(
    '127.0.0.1',
    '0177.0.0.1',
    '0177.0.0.01',
    '0x7f.0.0.1',
    '0x7f.0x0.0x0.0x1',
    '0x7f.1',
  ),
  ...writtenAs('127.0.0.1', '0x7f000001', '2130706433', '017700000001', '127.1', '127.0.1'),
  ...writtenAs('127.0.0.1', '127.0.0.1.', '127.000.000.001', '①②⑦.⓪.⓪.①', '127。0。0。1'),
  ...writtenAs('127.0.0.1', '１２７.０.０.１', '%31%32%37.0.0.1', '0X7F.0.0.1', '00000177.1'),
  ...writtenAs('0.0.0.0', '0', '0x0', '00', '0.0', '0.0.0'),
  ...writtenAs('169.254.169.254', '0xa9fea9fe', '2852039166', '0251.0376.0251.0376'),
  ...writtenAs(
    '169.254.169.254',
    '025177524776',
    '169.254.43518',
    '0xa9.0xfe.0xa9.0xfe',
    '169.16689662',
  ),
  ...writtenAs('10.0.0.1', '0xa000001', '167772161', '012.1', '10.1', '012.0.0.01'),
  ...writtenAs('192.168.1.1', '0xc0a80101', '3232235777', '0300.0250.01.01', '192.168.257'),
  ...writtenAs('172.16.0.1', '0xac100001', '2886729729', '0254.020.0.1'),
];

/** IPv6 beyond global unicast, and IPv4 in all of its IPv6 clothes. */
const ipv6 = asIs(
  ...[
    '::',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::0001',
    '::7f00:1',
    '::127.0.0.1',
    '::a00:1',
    '::a9fe:a9fe',
  ],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '0:0:0:0:0:ffff:7f00:1', '::ffff:10.0.0.1'],
  ...['::ffff:169.254.169.254', '::ffff:0:127.0.0.1', '::ffff:0:7f00:1', '::ffff:8.8.8.8'],
  ...['64:ff9b::7f00:1', '64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::a00:1'],
  ...['2002:7f00:1::', '2002:7f00:1::1', '2002:a9fe:a9fe::1', '2002:c0a8:101::', '2002:a00:1::'],
  ...['2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:0:7f00:1::', '2001:2::1'],
  ...[
    '2001:10::1',
    '2001:20::1',
    '2001:db8::1',
    '2001:1::1',
    '3fff::1',
    '3ffe::1',
    '2620:4f:8000::1',
  ],
  ...['fc00::1', 'fd00::1', 'fd00:ec2::254', 'fdff:ffff::1', 'fe80::1', 'febf::1', 'fec0::1'],
  ...['feff::1', 'ff02::1', 'ff0e::1', '100::1', '5f00::1', '4000::1', '8000::1', 'e000::1'],
  ...['2606:4700::5efe:127.0.0.1', '2606:4700::200:5efe:10.0.0.1', '1::1', '64:ff9b:2::1'],
);

/** Hosts that are no address: metadata services by name, and what is no host at all. */
const names: readonly DeniedForm[] = [
  { form: 'metadata.google.internal' },
  { form: 'METADATA.google.internal.' },
  { form: 'metadata' },
  { form: 'instance-data.ec2.internal' },
  { form: '256.256.256.256' },
  { form: '[fe80::1%25eth0]' },
  { form: '[::1' },
  { form: '127.0.0.1%00.example.com' },
  { form: '0x7f.1.1.1.1' },
  { form: 'user:secret@127.0.0.1' },
  { form: '' },
];

/** Every form, once. */
export const deniedForms: readonly DeniedForm[] = [...ipv4, ...ipv4Spellings, ...ipv6, ...names];
