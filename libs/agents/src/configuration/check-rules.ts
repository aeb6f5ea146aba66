import type { AgentUpdate, DelegationRule, DeploymentWarning, FieldError } from '#protocol';
import { InvalidExpression, readExpression } from '#tools';
import { nearestNames } from '../names/nearest-names.js';
import type { DeployedConfiguration } from './configuration.js';

/** Expressions of rules that cannot be read, each with its place. */
export function findBadExpressions(configuration: AgentUpdate): FieldError[] {
  return rulesOf(configuration).flatMap(({ rule, place }) => checkRule(rule, place));
}

/** Every rule with its place, as `on_reply[0]`. */
function rulesOf({
  on_reply: onReply = [],
  subscriptions = [],
}: Pick<AgentUpdate, 'on_reply' | 'subscriptions'> | DeployedConfiguration): PlacedRule[] {
  return [
    ...onReply.map((rule, index) => ({ rule, place: `on_reply[${index}]` })),
    ...subscriptions.map((rule, index) => ({ rule, place: `subscriptions[${index}]` })),
  ];
}

interface PlacedRule {
  readonly rule: DelegationRule;
  readonly place: string;
}

/** Subscriptions under capabilities that the agent does not have. */
export function findForeignCapabilities({
  capabilities,
  subscriptions = [],
}: DeployedConfiguration): FieldError[] {
  return subscriptions.flatMap(({ as }, index) => {
    if (as === undefined || capabilities.includes(as)) return [];
    const message = `must be a capability of the agent: ${capabilities.join(', ')}`;
    return [
      { field: `subscriptions[${index}].as`, rule: 'allowed', message, allowed: [...capabilities] },
    ];
  });
}

function checkRule({ when, content = {} }: DelegationRule, place: string): FieldError[] {
  const parts = Object.entries(content).map(([name, text]) => [`content.${name}`, text] as const);
  const expressions = when === undefined ? parts : [['when', when] as const, ...parts];
  return expressions.flatMap(([name, text]) => checkExpression(`${place}.${name}`, text));
}

function checkExpression(field: string, text: string): FieldError[] {
  try {
    readExpression(text);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidExpression)) throw error;
    return [{ field, rule: 'expression', message: error.message }];
  }
}

/** Rules that name what nobody else provides: a warning, and an error in a strict deployment. */
export function findUnprovided(
  configuration: DeployedConfiguration,
  provided: readonly string[],
): FieldError[] {
  return rulesOf(configuration).flatMap(({ rule: { to }, place }) => {
    if (provided.includes(to)) return [];
    const [nearest] = nearestNames(to, provided);
    const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
    const message = `no other agent provides ${to}${hint}`;
    return [{ field: `${place}.to`, rule: 'available', message }];
  });
}

/** The same, where the agent is deployed all the same: another may come that provides it. */
export function warnOfRule({ field, message }: FieldError): DeploymentWarning {
  return {
    field,
    code: 'CAPABILITY_UNAVAILABLE',
    message: `${message}; until one does, nothing comes of it`,
  };
}
