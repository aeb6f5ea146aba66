import { findLeaks } from './find-leaks.js';

const key = 'q0Zs5sVtq8mQb1nJw3Xk7u2Lr9Pd4Fh6';
const environment = {
  ...{ CAXTON_KEYS: `k2:${key},k1:${'z'.repeat(44)}`, CAXTON_SECRET_TOOL: 'hush hush hush' },
  ...{ CAXTON_SECRET_TOOL_HOSTS: 'receiver.example', CAXTON_LLM_API_KEY: 'key' },
  CAXTON_DATABASE_URL: 'postgres://caxton:a-good-long-one@db.example/caxton',
};

describe(findLeaks, () => {
  it.each([
    ['CAXTON_KEYS', key],
    ['CAXTON_SECRET_TOOL', 'hush hush hush'],
    ['the password in CAXTON_DATABASE_URL', 'a-good-long-one'],
    ['cxk_live_AAAAA…', `cxk_live_${'A'.repeat(8)}_${'B'.repeat(43)}_${'C'.repeat(6)}`],
    ['eyJhbGciOiJIUz…', `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c3ItMSJ9.${'s'.repeat(43)}`],
    ['cxr_BBBBBBBBBB…', `cxr_${'B'.repeat(43)}`],
    ['whsec_AAAAAAAA…', `whsec_${'A'.repeat(32)}`],
  ])('finds %s in what a process wrote', (name, secret) => {
    expect(findLeaks(`{"message":"so ${secret}!"}\n`, environment)).toEqual([name]);
  });

  it('finds nothing in names of keys, hosts and prefixes', () => {
    const told = 'k2 receiver.example db.example key cxk_live_AAAAAAAA eyJhbGciOiJIUzI1NiJ9 whsec_';
    expect(findLeaks(told, environment)).toEqual([]);
  });
});
