import { z } from 'zod';
import { keptShare, share } from './share.js';

describe('a share', () => {
  it.each([1e-46, 1e-320, 5e-324, -0])('of %d is kept as nothing', (tiny) => {
    expect(share.parse(tiny)).toBe(0);
    expect(keptShare(tiny)).toBe(0);
  });

  it.each([0, 2 ** -126, 0.1, 1])('of %d is kept as it is', (given) => {
    expect(share.parse(given)).toBe(given);
  });

  it.each([-1e-46, 1.0000001, Number.NaN, Number.POSITIVE_INFINITY, '0.5'])(
    'is not %p',
    (given) => {
      expect(share.safeParse(given).success).toBe(false);
    },
  );

  it('is a number from 0 to 1 in the document of the API', () => {
    expect(z.toJSONSchema(share)).toMatchObject({ type: 'number', minimum: 0, maximum: 1 });
  });
});
