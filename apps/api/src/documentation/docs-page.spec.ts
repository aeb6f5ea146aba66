import { withOwnAddress } from './docs-page.js';

describe(withOwnAddress, () => {
  const document = { example: { data_source: 'http://localhost:8080/examples/a.csv' } };

  it.each(['localhost:28080', '127.0.0.1:9', '[::1]:80'])(
    'has the examples lead to %s when that is asked',
    (host) => {
      expect(withOwnAddress(document, host)).toEqual({
        example: { data_source: `http://${host}/examples/a.csv` },
      });
    },
  );

  it.each(['caxton.example.com', 'localhost:1"</script>', '', undefined])(
    'puts no name from a header (%p) into the page',
    (host) => {
      expect(withOwnAddress(document, host)).toBe(document);
    },
  );
});
