import type { JsonObject } from '#protocol';
import type { ToolOffer } from '#llm';
import type { Tool, ToolBox, ToolExecutor } from '#tools';
import type { TurnTools } from './turn-tools.js';

/** The tools of a box, as turns use them. */
export function openTurnTools(box: ToolBox, executor: ToolExecutor): TurnTools {
  return {
    offers: (names) => names.flatMap((name) => offer(box.find(name))),
    isReadOnly: (name, args) => isReadOnly(box.find(name), args),
    execute: (call, grant) => executor.execute(call, grant),
  };
}

/** A tool that an agent names but that does not exist is not offered; deploying it said so. */
function offer(tool: Tool | undefined): ToolOffer[] {
  if (tool === undefined) return [];
  const { name, description, examples, parameters, safety } = tool;
  return [{ name, description, examples, parameters, safety }];
}

/** The arguments are not checked yet: what a tool cannot judge is taken for a change. */
function isReadOnly(tool: Tool | undefined, args: unknown): boolean {
  if (tool === undefined || typeof args !== 'object' || args === null) return false;
  try {
    return (tool.safetyOf?.(args as JsonObject) ?? tool.safety) === 'read_only';
  } catch {
    return false;
  }
}
