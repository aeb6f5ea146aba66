import type { z } from 'zod';
import { toFieldErrors } from './field-errors.js';
import { keyCreation, passwordChange } from './identity.schema.js';

function errorsOf(schema: z.ZodType, value: unknown): ReturnType<typeof toFieldErrors> {
  const result = schema.safeParse(value);
  return result.success ? [] : toFieldErrors(result.error.issues);
}

describe('a change of a password', () => {
  it('chooses another one, so that one that was printed does not stay', () => {
    const old = 'abcd-efgh-ijkl';

    expect(errorsOf(passwordChange, { current_password: old, new_password: old })).toEqual([
      { field: 'new_password', rule: 'different', message: 'must differ from the current one' },
    ]);
    expect(errorsOf(passwordChange, { current_password: old, new_password: `${old}m` })).toEqual(
      [],
    );
  });
});

describe('what is wrong with a key', () => {
  it('is said in words of people, and names no form of text', () => {
    const key = { name: 'ci', scopes: ['agents:read'] };
    const pattern = 'must be a name, or the beginning of one followed by *';

    expect(
      errorsOf(keyCreation, {
        ...key,
        networks: ['10.0.0.0/8', 'office'],
        grants: { agents: ['*Sales'], capabilities: ['data-**'] },
      }),
    ).toEqual([
      { field: 'grants.agents[0]', rule: 'type', message: pattern },
      { field: 'grants.capabilities[0]', rule: 'type', message: pattern },
      {
        field: 'networks[1]',
        rule: 'type',
        message: 'must be an address or a network such as 10.0.0.0/8',
      },
    ]);
  });
});
