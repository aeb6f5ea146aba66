import {
  agentConfigurationFields,
  memorySettingsFields,
  type AgentUpdate,
  type DeploymentWarning,
  type FieldError,
} from '#protocol';
import { nearestNames } from '../names/nearest-names.js';
import { messageTools } from './check-policies.js';
import type { DeployedConfiguration } from './configuration.js';
import { findLooseSchema } from './loose-schema.js';

/** A body may hold ten thousand unknown fields; nobody looks at more than these. */
const mostWarnings = 50;

/** Names that the server gives a value in every turn; `parameters` of such a name are never seen. */
export const namesOfTheServer: ReadonlySet<string> = new Set([
  'agent',
  'capability',
  'conversation_history',
  'conversation_id',
  'memory_context',
  'performative',
  'sender',
  'sender_agent',
  'timestamp',
]);

/** Fields that no configuration has: typing errors, most likely. They are kept out. */
export function findUnknownFields(fields: Readonly<Record<string, unknown>>): DeploymentWarning[] {
  const memory = (fields['memory'] ?? {}) as Readonly<Record<string, unknown>>;
  const parts = (['settings', 'context_preparation'] as const).flatMap((part) =>
    unknownAmong(Object.keys(memory[part] ?? {}), memorySettingsFields[part], `memory.${part}.`),
  );
  return [
    ...unknownAmong(Object.keys(fields), agentConfigurationFields, ''),
    ...unknownAmong(Object.keys(memory), memorySettingsFields.memory, 'memory.'),
    ...parts,
  ].slice(0, mostWarnings);
}

function unknownAmong(
  names: readonly string[],
  known: readonly string[],
  prefix: string,
): DeploymentWarning[] {
  return names
    .filter((name) => !known.includes(name))
    .slice(0, mostWarnings)
    .map((name) => {
      const shown = name.slice(0, 100);
      const [nearest] = nearestNames(shown, known);
      return {
        field: `${prefix}${shown}`,
        code: 'UNKNOWN_FIELD',
        message: `is not known here and was left out${didYouMean(nearest)}`,
      };
    });
}

/** Names that a list holds twice. */
export function findDuplicates({ capabilities, tools, tags }: AgentUpdate): DeploymentWarning[] {
  return Object.entries({ capabilities, tools, tags }).flatMap(([field, names = []]) =>
    names.flatMap((name, index) =>
      names.indexOf(name) === index
        ? []
        : [{ field: `${field}[${index}]`, code: 'DUPLICATE', message: `${name} is there already` }],
    ),
  );
}

/** Names that stand for something of the turn or of its message; a template has no parameter of such a name. */
export const namesOfTheTurn: readonly string[] = [
  ...namesOfTheServer,
  ...['context', 'context_data', 'data', 'message', 'message_content', 'request'],
];

/** Settings that will never have an effect. */
export function findUnused(configuration: DeployedConfiguration): DeploymentWarning[] {
  const { capabilities, tools, capability_metadata, tool_config, tool_policies, parameters } =
    configuration;
  const unused = (field: string, name: string, why: string): DeploymentWarning => ({
    field: `${field}.${name}`,
    code: 'UNUSED_SETTING',
    message: why,
  });
  return [
    ...namesOutside(capability_metadata, (name) => capabilities.includes(name)).map((name) =>
      unused('capability_metadata', name, 'is of no use: the agent does not have the capability'),
    ),
    ...namesOutside(tool_config, (name) => tools.includes(name)).map((name) =>
      unused('tool_config', name, 'is of no use: the agent does not have the tool'),
    ),
    ...namesOutside(tool_policies, (name) => mayHave(tools, name)).map((name) =>
      unused('tool_policies', name, 'is of no use: the agent does not have the tool'),
    ),
    ...namesOutside(parameters, (name) => !namesOfTheServer.has(name)).map((name) =>
      unused('parameters', name, 'is never seen: the server gives this name its own value'),
    ),
    ...findLooseSchema(configuration.output_schema),
  ].slice(0, mostWarnings);
}

/** Messages to others are under a policy as well, and no agent names these tools. */
function mayHave(tools: readonly string[], name: string): boolean {
  return messageTools.has(name) || tools.includes(name);
}

function namesOutside(record: object | undefined, fits: (name: string) => boolean): string[] {
  return Object.keys(record ?? {}).filter((name) => !fits(name));
}

/** Tools that nobody provides here: a warning, and an error in a strict deployment. */
export function findUnavailableTools(
  { tools }: DeployedConfiguration,
  known: readonly string[],
): FieldError[] {
  return tools.flatMap((tool, index) => {
    if (known.includes(tool)) return [];
    const [nearest] = nearestNames(tool, known);
    return [
      {
        field: `tools[${index}]`,
        rule: 'available',
        message: `${tool} does not exist on this server${didYouMean(nearest)}`,
        allowed: [...known],
      },
    ];
  });
}

/**
 * Tools of MCP servers, as their names say, that no server of the workspace offers: an error in every
 * deployment. Nobody could approve what nobody offers. One that is offered and withheld says why.
 */
export function findUnknownServerTools(
  { tools }: DeployedConfiguration,
  known: readonly string[],
  withheld: ReadonlyMap<string, string> = new Map(),
): FieldError[] {
  return tools.flatMap((tool, index) => {
    const [server = ''] = tool.split('__');
    if (server === tool || known.includes(tool)) return [];
    const allowed = known.filter((name) => name.startsWith(`${server}__`));
    const field = `tools[${String(index)}]`;
    const why = withheld.get(tool);
    if (why !== undefined) {
      const message = `${tool} cannot be given to an agent: ${why}`;
      return [{ field, rule: 'available', message, allowed }];
    }
    const which =
      allowed.length === 0
        ? `there is no MCP server ${server} with tools`
        : `${server} has no such tool`;
    const [nearest] = nearestNames(tool, allowed);
    const message = `${tool} does not exist: ${which}${didYouMean(nearest)}`;
    return [{ field, rule: 'available', message, allowed }];
  });
}

/** The same, where the agent is deployed all the same: what will come of it. */
export function warnOfTool({ field, message }: FieldError): DeploymentWarning {
  return { field, code: 'TOOL_UNAVAILABLE', message: `${message}; calls of it will fail` };
}

function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
}
