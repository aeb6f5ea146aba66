import type { Grants, JsonObject, TrialScenario } from '#protocol';

/** Something that is to be known of a configuration, and keeps nobody from trying it. */
interface TrialIssue {
  readonly type: string;
  readonly message: string;
  readonly field?: string;
}

/** What is to be tried, checked as a deployment is. */
export interface TrialRequest {
  /** As it would be deployed, with every default. */
  readonly configuration: JsonObject;
  readonly scenarios: readonly TrialScenario[];
  /** Tools that may be run. */
  readonly allowTools: readonly string[];
  /** How far whoever tries it may reach. @default everywhere */
  readonly grants?: Grants | undefined;
  readonly issues: readonly TrialIssue[];
}
