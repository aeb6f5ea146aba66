/**
 * Thrown when the server answered and its answer was an error.
 * Remedy: the message has its words, cut and without secrets; nothing in them is trusted.
 */
export class McpRefused extends Error {
  constructor(words: string, options?: ErrorOptions) {
    super(`the MCP server answered with an error: ${cut(words)}`, options);
    this.name = 'McpRefused';
  }
}

/**
 * Thrown when the conversation broke: the server ended, fell silent or does not keep to the protocol.
 * Remedy: look at the server.
 */
export class McpBroken extends Error {
  constructor(words: string, options?: ErrorOptions) {
    super(`the MCP server cannot be spoken with: ${cut(words)}`, options);
    this.name = 'McpBroken';
  }
}

/** Of what a server says, as much as helps. */
const cut = (words: string): string => words.slice(0, 500).replaceAll('\0', '').toWellFormed();
