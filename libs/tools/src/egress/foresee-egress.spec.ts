import { createEgressForesight } from './foresee-egress.js';

describe(createEgressForesight, () => {
  const foresee = createEgressForesight({ allow: ['127.0.0.1:3000', '10.1.0.0/16'] });

  it.each([
    ['http://127.0.0.1/hook', /loopback address.*CAXTON_EGRESS_ALLOW$/],
    ['http://localhost/hook', /loopback address/],
    ['http://192.168.1.5/hook', /private address/],
    ['http://[::1]/hook', /loopback address/],
    ['https://example.com:9999/hook', /port 9999 is not one of 80, 443, 8080, 8443/],
    ['http://169.254.169.254/latest', /not on the internet/],
  ])('says why %s can never be reached', (url, why) => {
    expect(foresee(url)).toMatch(why);
  });

  it.each(['https://example.com/hook', 'http://127.0.0.1:3000/hook', 'http://10.1.2.3/hook'])(
    'says nothing of %s, which may be reached',
    (url) => {
      expect(foresee(url)).toBeUndefined();
    },
  );
});
