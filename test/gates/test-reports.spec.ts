import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReport, summarise } from '../../.ci/prepare/test-reports.mjs';

const assertion = (fullName: string, ...failureMessages: string[]): object => ({
  fullName,
  status: failureMessages.length > 0 ? 'failed' : 'passed',
  failureMessages,
});

const report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 1,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [
    {
      name: join(process.cwd(), 'test/e2e/a.e2e-spec.ts'),
      status: 'failed',
      message: 'all of it',
      assertionResults: [
        assertion('turns end'),
        assertion('bells ring', 'Error: not heard\n    at line 3'),
      ],
    },
    {
      name: join(process.cwd(), 'libs/b.spec.ts'),
      status: 'failed',
      message: '\nCannot find module c\nmore',
      assertionResults: [],
    },
    {
      name: join(process.cwd(), 'libs/d.spec.ts'),
      status: 'passed',
      message: '',
      assertionResults: [assertion('is well')],
    },
  ],
};

describe('the end of a test run', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'caxton-reports-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('names every test that failed and every file that did not load, then says the sum', async () => {
    const path = join(directory, 'report.json');
    await writeFile(path, JSON.stringify(report));
    expect(summarise([readReport(path)]).split('\n')).toEqual([
      '✗ test/e2e/a.e2e-spec.ts: bells ring: Error: not heard',
      '✗ libs/b.spec.ts: Cannot find module c',
      '5 passed, 2 failed, 2 skipped',
    ]);
  });

  it('counts a run that left no report as a failure', () => {
    const path = join(directory, 'none.json');
    const sum = summarise([readReport(path)]);
    expect(sum).toBe(`✗ ${path}: no report\n0 passed, 1 failed`);
  });

  it('says of a green run nothing but the sum', () => {
    expect(
      summarise([
        { passed: 2, failed: 0, skipped: 0, failures: [] },
        { passed: 3, failed: 0, skipped: 0, failures: [] },
      ]),
    ).toBe('5 passed, 0 failed');
  });
});
