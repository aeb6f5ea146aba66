import type { JsonObject } from '#protocol';
import type { ToolOffer } from '#llm';
import type { Tool, ToolBox, ToolExecutor } from '#tools';
import type { Safety } from '../journal/decide-step.js';
import type { TurnTools } from './turn-tools.js';

/** The tools of a box, as turns use them. */
export function openTurnTools(box: ToolBox, executor: ToolExecutor): TurnTools {
  return {
    offers: (names) => names.flatMap((name) => offer(box.find(name))),
    safetyOf: (name, args) => safetyOf(box.find(name), args),
    readsOutside: (name, args) => readsOutside(box.find(name), args),
    needsApproval: (call, grant) => executor.needsApproval(call, grant),
    execute: (call, grant) => executor.execute(call, grant),
  };
}

/** A tool that an agent names but that does not exist is not offered; deploying it said so. */
function offer(tool: Tool | undefined): ToolOffer[] {
  if (tool === undefined) return [];
  const { name, description, examples, parameters, safety } = tool;
  return [{ name, description, examples, parameters, safety }];
}

/** What a tool cannot judge counts as read. */
function readsOutside(tool: Tool | undefined, args: unknown): boolean {
  if (tool?.readsOutsideOf === undefined) return tool?.readsOutside === true;
  if (typeof args !== 'object' || args === null) return true;
  return tool.readsOutsideOf(args as JsonObject);
}

/** A call of no tool changes nothing. What a tool cannot judge, before it is checked, is unsafe. */
function safetyOf(tool: Tool | undefined, args: unknown): Safety {
  if (tool === undefined) return 'read_only';
  if (typeof args !== 'object' || args === null) return 'unsafe';
  try {
    return tool.safetyOf?.(args as JsonObject) ?? tool.safety;
  } catch {
    return 'unsafe';
  }
}
