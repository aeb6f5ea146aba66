import type { JsonObject } from '#protocol';
import type { ToolOffer } from '../language-model.js';

/** The tool that fetches what is at a URL, among those offered. */
export function fetcherAmong(tools: readonly ToolOffer[]): ToolOffer | undefined {
  return (
    byName(tools, 'http_client') ?? tools.find((tool) => requires(tool, 'url') && mayRun(tool, {}))
  );
}

/** The tool that reads tables, among those offered. */
export function tableReaderAmong(tools: readonly ToolOffer[]): ToolOffer | undefined {
  return (
    byName(tools, 'csv_parser') ??
    tools.find((tool) => takes(tool, 'source') && takes(tool, 'group_by'))
  );
}

/** The tool that reads Excel workbooks, among those offered. */
export function workbookReaderAmong(tools: readonly ToolOffer[]): ToolOffer | undefined {
  return byName(tools, 'excel_parser');
}

/** The tool that sends messages to other agents, among those offered. */
export function messengerAmong(tools: readonly ToolOffer[]): ToolOffer | undefined {
  return byName(tools, 'send_message');
}

/** The tool that sets documents, among those offered. */
export function typesetterAmong(tools: readonly ToolOffer[]): ToolOffer | undefined {
  return byName(tools, 'pdf_generator');
}

/** Tools that make a file of what they are given, and change nothing that is there already. */
const makers: ReadonlySet<string> = new Set(['pdf_generator', 'chart_generator']);

/** Methods that only read (RFC 9110 §9.2.1). */
const safeMethods: ReadonlySet<unknown> = new Set(['GET', 'HEAD']);

/**
 * Whether a call changes nothing, so that it may be made without a person or a model to decide it. Of
 * a tool that takes an HTTP method, the method decides.
 */
export function mayRun(tool: ToolOffer, args: JsonObject): boolean {
  const { method } = args;
  if (method !== undefined) return safeMethods.has(method);
  return tool.safety === 'read_only' || makers.has(tool.name);
}

function takes(tool: ToolOffer, parameter: string): boolean {
  return parameter in propertiesOf(tool);
}

/** The schemas of a tool's parameters, by name. */
export function propertiesOf({ parameters }: ToolOffer): Readonly<Record<string, JsonObject>> {
  const { properties } = parameters as { readonly properties?: Record<string, JsonObject> };
  return properties ?? {};
}

export function requiredOf({ parameters }: ToolOffer): readonly string[] {
  const { required } = parameters as { readonly required?: readonly string[] };
  return Array.isArray(required) ? (required as readonly string[]) : [];
}

function requires(tool: ToolOffer, parameter: string): boolean {
  return requiredOf(tool).includes(parameter);
}

function byName(tools: readonly ToolOffer[], name: string): ToolOffer | undefined {
  return tools.find((tool) => tool.name === name);
}
