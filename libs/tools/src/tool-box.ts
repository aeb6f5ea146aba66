import type { Tool } from './tool.js';

/**
 * The tools that exist on this server. Which of them an agent may call is said by its
 * configuration and enforced by the `ToolExecutor`.
 */
export class ToolBox {
  readonly #tools: ReadonlyMap<string, Tool>;

  /** @throws when two tools have one name: which one is called must not depend on their order */
  constructor(tools: readonly Tool[]) {
    this.#tools = new Map(tools.map((tool) => [tool.name, tool]));
    if (this.#tools.size < tools.length) throw new Error('two tools have the same name');
  }

  /** Every tool, in the order they were put in. */
  list(): readonly Tool[] {
    return [...this.#tools.values()];
  }

  find(name: string): Tool | undefined {
    return this.#tools.get(name);
  }

  /** Those of the names that no tool has, in their order. */
  unknown(names: readonly string[]): readonly string[] {
    return names.filter((name) => !this.#tools.has(name));
  }
}
