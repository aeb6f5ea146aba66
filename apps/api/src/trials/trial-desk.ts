import type { ServerResponse } from 'node:http';
import {
  fieldErrors,
  ProtocolError,
  type ConfigurationTrial,
  type JsonObject,
  type TrialReport,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import { within, type Caller } from '#platform';
import type { ConfigurationInspector } from '#agents';
import { reportTrial, type TrialBook, type TrialRequest } from '#trials';
import { costUnit, type PriceTable } from '#usage';
import { answerWithinMs, tookTooLong } from '../http/answer-in-time.js';
import { watchDeparture } from '../http/departure.js';
import type { Shutdown } from '../http/shutdown.js';

/** For all scenarios together. */
const usualSeconds = 30;

/** Has configurations tried by a worker and holds the answer until all is known. */
export class TrialDesk {
  constructor(
    private readonly inspector: Pick<ConfigurationInspector, 'compose'>,
    private readonly book: Pick<TrialBook, 'begin' | 'wait' | 'cancel'>,
    private readonly shutdown: Pick<Shutdown, 'answers'>,
    private readonly prices: Pick<PriceTable, 'currency'>,
  ) {}

  /**
   * @throws {ProtocolError} INVALID_AGENT_CONFIGURATION, FORBIDDEN, TRIALS_FULL; TRIAL_FAILED with the whole report
   * when a scenario did not end as it should
   */
  async run(
    caller: Caller,
    command: ConfigurationTrial,
    claim: IdempotencyClaim | undefined,
    response: ServerResponse,
  ): Promise<TrialReport> {
    const departure = watchDeparture(response, this.shutdown.answers);
    try {
      const id = await this.beginInTime(caller, command, claim);
      const trial = await this.book.wait(caller, id, departure.signal);
      if (trial === undefined) {
        // Whoever named the request comes back for its answer.
        if (claim === undefined) await this.book.cancel(caller, id);
        throw new ProtocolError('UNAVAILABLE', 'The server stops, and the trial was not over');
      }
      const money = { unit: costUnit, currency: this.prices.currency };
      return accept(reportTrial(id, trial, money));
    } finally {
      departure.release();
    }
  }

  /** One that begins too late for its answer is not left to run. */
  private async beginInTime(...given: Parameters<TrialDesk['begin']>): Promise<string> {
    const [caller, , claim] = given;
    const beginning = this.begin(...given);
    try {
      return await within(beginning, answerWithinMs, tookTooLong);
    } catch (error) {
      if (claim === undefined)
        beginning.then((id) => this.book.cancel(caller, id)).catch(() => undefined);
      throw error;
    }
  }

  private async begin(
    caller: Caller,
    command: ConfigurationTrial,
    claim: IdempotencyClaim | undefined,
  ): Promise<string> {
    const { configuration, warnings } = await this.inspector.compose(caller, command.content);
    const { test_scenarios: scenarios, allow_tools: allowTools = [] } = command;
    refuseForeign(scenarios, configuration.capabilities);
    const request: TrialRequest = {
      configuration: configuration as unknown as JsonObject,
      ...{ scenarios, allowTools },
      ...(caller.grants === undefined ? {} : { grants: caller.grants }),
      issues: [
        ...warnings.map(({ code: type, field, message }) => ({ type, field, message })),
        ...findUseless(allowTools, configuration.tools),
      ],
    };
    const seconds = command.timeout_seconds ?? usualSeconds;
    return this.book.begin(caller, request, seconds * 1_000, claim);
  }
}

/** Nobody sends a message to an agent under a capability that it does not have. */
function refuseForeign(
  scenarios: ConfigurationTrial['test_scenarios'],
  capabilities: readonly string[],
): void {
  const errors = scenarios.flatMap(({ capability }, index) =>
    capability === undefined || capabilities.includes(capability)
      ? []
      : [
          {
            field: `test_scenarios[${String(index)}].capability`,
            rule: 'allowed',
            message: 'must be one of the capabilities of the configuration',
            allowed: capabilities,
          },
        ],
  );
  if (errors.length > 0) throw fieldErrors('INVALID_REQUEST', errors);
}

function findUseless(allowed: readonly string[], tools: readonly string[]): TrialRequest['issues'] {
  return allowed
    .filter((name) => !tools.includes(name))
    .map((name) => ({
      type: 'UNUSED_SETTING',
      field: 'allow_tools',
      message: `${name} is of no use: the configuration does not name the tool`,
    }));
}

function accept(report: TrialReport): TrialReport {
  if (report.overall_result === 'passed') return report;
  const failed = report.scenarios.filter(({ status }) => status === 'failed');
  const named = failed.map(({ name, error }) => `${name}: ${error?.message ?? ''}`).join(' ');
  const message = `${String(failed.length)} of ${String(report.scenarios.length)} scenarios failed. ${named}`;
  throw new ProtocolError(
    'TRIAL_FAILED',
    message.slice(0, 1_000),
    report as unknown as ProtocolError['details'],
  );
}
