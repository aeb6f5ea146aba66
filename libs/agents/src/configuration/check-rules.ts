import type { AgentUpdate, DelegationRule, DeploymentWarning, FieldError } from '#protocol';
import { InvalidExpression, readExpression } from '#tools';
import { nearestNames } from '../names/nearest-names.js';
import type { DeployedConfiguration } from './configuration.js';

/** Expressions of rules that cannot be read, each with its place. */
export function findBadExpressions({ on_reply: onReply = [] }: AgentUpdate): FieldError[] {
  return onReply.flatMap((rule, index) => checkRule(rule, `on_reply[${index}]`));
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

/** Rules that send to what nobody else provides: a warning, and an error in a strict deployment. */
export function findUnprovided(
  { on_reply: onReply = [] }: DeployedConfiguration,
  provided: readonly string[],
): FieldError[] {
  return onReply.flatMap(({ to }, index) => {
    if (provided.includes(to)) return [];
    const [nearest] = nearestNames(to, provided);
    const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
    const message = `no other agent provides ${to}${hint}`;
    return [{ field: `on_reply[${index}].to`, rule: 'available', message }];
  });
}

/** The same, where the agent is deployed all the same: another may come that provides it. */
export function warnOfRule({ field, message }: FieldError): DeploymentWarning {
  return {
    field,
    code: 'CAPABILITY_UNAVAILABLE',
    message: `${message}; until then it sends nothing`,
  };
}
