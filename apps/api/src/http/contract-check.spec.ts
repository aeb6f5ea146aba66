import { z } from 'zod';
import { ProtocolError } from '#protocol';
import { ContractCheck } from './contract-check.js';

async function errorsOf(schema: z.ZodType, body: unknown): Promise<unknown> {
  try {
    await new ContractCheck().transform(body, { schema, type: 'body' });
    return [];
  } catch (error) {
    if (error instanceof ProtocolError) return error.details['errors'];
    throw error;
  }
}

const logout = z.strictObject({ refresh_token: z.string() });

describe('a request without a body', () => {
  it('is told each field that it would need', async () => {
    expect(await errorsOf(logout, undefined)).toEqual([
      { field: 'refresh_token', rule: 'required', message: 'is required' },
    ]);
  });

  it('is told that there has to be one where any would do', async () => {
    expect(await errorsOf(logout.partial(), undefined)).toMatchObject([{ field: '' }]);
  });

  it('is taken where the body may be left out', async () => {
    expect(await errorsOf(logout.optional(), undefined)).toEqual([]);
  });
});
