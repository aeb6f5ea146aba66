/** The chapters of the documentation, in reading order. */
export const tags = [
  { name: 'Agents', description: 'Deploy agents and change, pause, resume and remove them.' },
  {
    name: 'Versions',
    description: 'What an agent was before, the way back, and versions side by side.',
  },
  { name: 'Templates', description: 'Agents by filling in parameters.' },
  { name: 'Trials', description: 'Try configurations and prompts out before they are deployed.' },
  {
    name: 'Capabilities',
    description: 'What the deployed agents can do, and how well they do it.',
  },
  {
    name: 'Messages',
    description: 'Send messages to capabilities and look up what became of them.',
  },
  { name: 'Conversations', description: 'Read conversations and follow them as they happen.' },
  { name: 'Tools', description: 'What agents may be given to do besides talk.' },
  { name: 'MCP servers', description: 'Tools of others, over the Model Context Protocol.' },
  {
    name: 'Artifacts',
    description: 'Files that users upload for agents and that tools produce.',
  },
  { name: 'Memory', description: 'What agents remember: look into it, search it, add to it.' },
  { name: 'Approvals', description: 'Look at what agents need people for, and decide.' },
  {
    name: 'Dead letters',
    description: 'Look at messages that failed for good, put them back or discard them.',
  },
  { name: 'Authentication', description: 'Log in, stay logged in, log out.' },
  { name: 'Users', description: 'The people of a workspace and their roles.' },
  { name: 'Workspaces', description: 'The tenants of a server.' },
  { name: 'API keys', description: 'Credentials of programs.' },
  { name: 'Audit', description: 'Who did what.' },
  { name: 'Webhooks', description: 'Have events sent to a URL, signed.' },
  {
    name: 'Server',
    description: 'The state of the server, its documentation and its example data.',
  },
] as const;
