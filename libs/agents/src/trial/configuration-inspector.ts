import {
  fieldErrors,
  MalformedJson,
  parseJson,
  type CapabilitiesChecked,
  type CapabilityCheck,
  type ConfigurationCheck,
  type ConfigurationChecked,
  type FieldError,
} from '#protocol';
import type { Caller } from '#platform';
import { findUnused } from '../configuration/loose-ends.js';
import { checkSurroundings } from '../registry/check-surroundings.js';
import type { RegistryCache } from '../registry/registry-cache.js';
import { prepareDeployment, type Prepared } from '../registry/prepare-deployment.js';
import { checkCapabilities } from './check-capabilities.js';
import {
  inspectConfiguration,
  type Inspection,
  type InspectionGround,
} from './inspect-configuration.js';
import { estimateTokens } from './test-prompts.js';

interface InspectorGround extends InspectionGround {
  readonly registry: Pick<RegistryCache, 'snapshot'>;
}

/** Looks at configurations without deploying them. */
export class ConfigurationInspector {
  constructor(private readonly ground: InspectorGround) {}

  /** Everything that a deployment would refuse it for or warn of. */
  async check(
    caller: Caller,
    { content, strict_mode: strict, check_tool_availability: checksTools }: ConfigurationCheck,
  ): Promise<ConfigurationChecked> {
    const read = typeof content === 'string' ? readText(content) : { body: content };
    if ('fault' in read) {
      return view({ errors: [read.fault], warnings: [], configuration: undefined });
    }
    return view(
      await inspectConfiguration(this.ground, caller, read.body, { strict, checksTools }),
    );
  }

  /** What an agent with these capabilities would find in the workspace. */
  async checkCapabilities(
    caller: Caller,
    { capabilities, check_conflicts: conflicts = true }: CapabilityCheck,
  ): Promise<CapabilitiesChecked> {
    const snapshot = await this.ground.registry.snapshot(caller);
    return checkCapabilities(capabilities, snapshot, { grants: caller.grants, conflicts });
  }

  /**
   * The configuration as it would be deployed, and what a deployment would warn of; its name may be that of an agent.
   * @throws {ProtocolError} INVALID_AGENT_CONFIGURATION with one entry per bad field; FORBIDDEN beyond the grants
   */
  async compose(
    caller: Caller,
    content: ConfigurationCheck['content'],
  ): Promise<Pick<Prepared, 'configuration' | 'warnings'>> {
    const read = typeof content === 'string' ? readText(content) : { body: content };
    if ('fault' in read) throw fieldErrors('INVALID_AGENT_CONFIGURATION', [read.fault]);
    const { configuration, warnings, tools } = await prepareDeployment(
      this.ground,
      caller,
      read.body,
    );
    const around = await this.ground.database.read(caller, (tx) =>
      checkSurroundings(tx, configuration, tools, {}),
    );
    return { configuration, warnings: [...warnings, ...around, ...findUnused(configuration)] };
  }
}

function readText(text: string): { readonly body: unknown } | { readonly fault: FieldError } {
  try {
    return { body: parseJson(text) };
  } catch (error) {
    if (!(error instanceof MalformedJson)) throw error;
    const message = `is no JSON: ${error.message}; the command line reads other forms of files`;
    return { fault: { field: 'content', rule: 'json', message } };
  }
}

function view({ errors, warnings, configuration }: Inspection): ConfigurationChecked {
  const isRight = (...fields: readonly string[]): boolean =>
    !errors.some(({ field }) => fields.some((one) => field === one || isWithin(field, one)));
  const { system_prompt: system, user_prompt_template: user } = configuration ?? {};
  return {
    valid: errors.length === 0,
    errors: errors.map(({ allowed, ...error }) => ({
      ...error,
      ...(allowed === undefined ? {} : { allowed: [...allowed] }),
    })),
    warnings: [...warnings],
    ...(configuration === undefined ? {} : { parsed_config: configuration }),
    validation_results: {
      schema_compliance: errors.every(({ rule }) => ofSurroundings.has(rule)),
      name_uniqueness: !errors.some(({ rule }) => rule === 'unique'),
      capability_availability: isRight('capabilities', 'on_reply', 'subscriptions'),
      tool_availability: isRight('tools', 'tool_policies'),
      prompt_structure: isRight('system_prompt', 'user_prompt_template', 'output_schema'),
      memory_configuration: isRight('memory', 'memory_enabled', 'memory_scope'),
    },
    estimated_resources: {
      tokens_per_request_estimate: [system, user]
        .filter((text) => typeof text === 'string')
        .reduce((sum, text) => sum + estimateTokens(text), 0),
    },
  };
}

/** Rules about what there is, not about the configuration itself. */
const ofSurroundings = new Set(['unique', 'available', 'granted']);

function isWithin(field: string, parent: string): boolean {
  return field.startsWith(`${parent}.`) || field.startsWith(`${parent}[`);
}
