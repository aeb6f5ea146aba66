import type { TrialScenario } from '#protocol';
import type { ScenarioOutcome, TrialFault } from './scenario-outcome.js';

type Judged = Pick<ScenarioOutcome, 'capabilities' | 'calls'> & { readonly answer: string };

/** What an answer lacks of what its scenario expects; nothing when it lacks nothing. */
export function judgeAnswer(
  scenario: Pick<TrialScenario, 'expected_capabilities' | 'expected_tools' | 'expected_keywords'>,
  { capabilities, calls, answer }: Judged,
): TrialFault | undefined {
  const said = answer.toLowerCase();
  const missing = [
    ...lacking('the capability', scenario.expected_capabilities, (name) =>
      capabilities.includes(name),
    ),
    ...lacking('the tool', scenario.expected_tools, (name) =>
      calls.some(({ tool }) => tool === name),
    ),
    ...lacking('the word', scenario.expected_keywords, (word) => said.includes(word.toLowerCase())),
  ];
  if (missing.length === 0) return undefined;
  return { code: 'EXPECTATION_FAILED', message: `Expected, and not found: ${missing.join(', ')}.` };
}

function lacking(
  kind: string,
  expected: readonly string[] = [],
  isThere: (name: string) => boolean,
): string[] {
  return expected.filter((name) => !isThere(name)).map((name) => `${kind} '${name}'`);
}
