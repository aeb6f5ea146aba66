import { tellsNoWebhooks } from '#webhooks';
import { judgeSecrets, lockedOut } from './judge-secrets.js';

const worker = (id: string, ...problems: string[]) => ({ id, capabilities: undefined, problems });

describe('what is sealed', () => {
  it('is well where every process opens it', () => {
    const workers = lockedOut([worker('wrk-1')], false);
    expect(judgeSecrets({ fault: undefined, workers })).toMatchObject({ status: 'healthy' });
  });

  it('makes a process unhealthy that can check no token', () => {
    const fault = 'the key k1 is not in CAXTON_KEYS';
    expect(judgeSecrets({ fault, workers: [worker('wrk-1', 'x')] })).toEqual({
      status: 'unhealthy',
      detail: expect.stringContaining(fault) as string,
      remedy: expect.stringContaining('CAXTON_KEYS') as string,
    });
  });

  it('is degraded where a worker lacks a key, or has none at all', () => {
    for (const problem of ['It lacks k2.', tellsNoWebhooks]) {
      const workers = lockedOut([worker('wrk-1'), worker('wrk-2', problem)], false);
      expect(judgeSecrets({ fault: undefined, workers })).toMatchObject({
        status: 'degraded',
        detail: `Workers that lack a key: 1. wrk-2: ${problem}`,
      });
    }
  });

  it('is not needed by workers where the API itself tells webhooks', () => {
    expect(lockedOut([worker('wrk-1', tellsNoWebhooks)], true)).toEqual([]);
    expect(lockedOut([worker('wrk-1', 'It lacks k2.')], true)).toHaveLength(1);
  });
});
