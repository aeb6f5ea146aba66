/** How agents are written down, by the ending of the file. */
export const agentFileKinds = ['.json', '.toml', '.md'] as const;

export type AgentFileKind = (typeof agentFileKinds)[number];

/** Of a file, by its name. */
export function kindOf(name: string): AgentFileKind | undefined {
  return agentFileKinds.find((kind) => name.toLowerCase().endsWith(kind));
}

/** Whether a file may hold an agent: hidden ones do not. */
export function isAgentFile(name: string): boolean {
  return !name.startsWith('.') && kindOf(name) !== undefined;
}
