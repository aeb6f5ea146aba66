/** What the report of one run says. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** A line for each test that failed and each file that did not load. */
  readonly failures: readonly string[];
}

export function readReport(path: string): TestReport;
export function summarise(results: readonly TestReport[]): string;
