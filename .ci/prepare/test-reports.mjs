import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** What Jest's report of a run says; a suite that does not even load is a failure. */
export function readReport(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: report.testResults.flatMap(readFailures),
    };
  } catch {
    // Jest writes no report when it crashes or finds no tests; neither is a success.
    return { passed: 0, failed: 1, skipped: 0, failures: [`${path}: no report`] };
  }
}

function readFailures({ name, status, message, assertionResults }) {
  const file = relative(process.cwd(), name);
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (failed.length === 0 && status === 'failed') return [`${file}: ${firstLine(message)}`];
  return failed.map((test) => `${file}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
}

function firstLine(text = '') {
  return text.trim().split('\n', 1)[0];
}

/**
 * The end of a run: every test that failed, a line each, as what it printed lies far above; then the last
 * line, `N passed, N failed[, N skipped]`.
 */
export function summarise(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const skipped = sum('skipped');
  return [
    ...results.flatMap(({ failures }) => failures.map((failure) => `✗ ${failure}`)),
    `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  ].join('\n');
}
