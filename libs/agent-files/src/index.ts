export { isAgentFile } from './kinds.js';
export { AgentFileFault, readAgentFile, type AgentFields } from './read-agent-file.js';
