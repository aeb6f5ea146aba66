import { RefuseIdempotencyKey } from './never-again.decorator.js';

const asked = (headers: object): Parameters<RefuseIdempotencyKey['canActivate']>[0] => {
  const http = { getRequest: () => ({ headers }) };
  return { switchToHttp: () => http as never };
};

describe('a POST whose answer holds a secret', () => {
  const guard = new RefuseIdempotencyKey();

  it('refuses an Idempotency-Key by name rather than making a second secret under it', () => {
    expect(() => guard.canActivate(asked({ 'idempotency-key': 'one' }))).toThrow(
      expect.objectContaining({
        code: 'INVALID_REQUEST',
        details: expect.objectContaining({
          errors: [expect.objectContaining({ field: 'Idempotency-Key', rule: 'forbidden' })],
        }) as unknown,
      }) as Error,
    );
  });

  it('is done without one', () => {
    expect(guard.canActivate(asked({}))).toBe(true);
  });
});
