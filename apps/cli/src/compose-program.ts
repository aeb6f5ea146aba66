import { Command } from 'commander';
import { addAgentCommands } from './groups/agent.js';
import { addApprovalCommands } from './groups/approval.js';
import { addBatchCommands } from './groups/batch.js';
import { addBenchCommand } from './groups/bench.js';
import { addCompletionCommands } from './groups/completion.js';
import { addConfigCommands } from './groups/config.js';
import { addConversationCommands } from './groups/conversation.js';
import { addDeadLetterCommands } from './groups/dead-letter.js';
import { addDeployCommand } from './groups/deploy.js';
import { addDoctorCommand } from './groups/doctor.js';
import { addKeyCommands } from './groups/key.js';
import { addLoginCommands } from './groups/login.js';
import { addMemoryCommands } from './groups/memory.js';
import { addMessageCommands } from './groups/message.js';
import { addSecretsCommands } from './groups/secrets.js';
import { addServerCommands } from './groups/server.js';
import { addStorageCommand } from './groups/storage.js';
import { addTemplateCommands } from './groups/template.js';
import { addUsageCommand } from './groups/usage.js';
import { addWebhookCommands } from './groups/webhook.js';
import { addWorkerCommands } from './groups/worker.js';
import { readVersion } from './read-version.js';
import { addGlobalOptions } from './run/global-options.js';

const more = `
Credentials: caxton login keeps them, or CAXTON_URL and CAXTON_API_KEY have them.
Exit codes, examples and every command: docs/cli.md`;

/** The whole command line. Nothing of it loads a library before a command runs. */
export function composeProgram(): Command {
  const program = new Command('caxton')
    .description('A server for multi-agent systems.')
    .version(readVersion(), '-V, --version')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help shows what there is)')
    .showSuggestionAfterError()
    .addHelpText('after', more)
    .exitOverride();
  addGlobalOptions(program);
  for (const add of groups) add(program);
  return program;
}

const groups: readonly ((program: Command) => void)[] = [
  addServerCommands,
  addWorkerCommands,
  addAgentCommands,
  addDeployCommand,
  addTemplateCommands,
  addMessageCommands,
  addBatchCommands,
  addConversationCommands,
  addApprovalCommands,
  addMemoryCommands,
  addDeadLetterCommands,
  addWebhookCommands,
  addUsageCommand,
  addKeyCommands,
  addLoginCommands,
  addConfigCommands,
  addSecretsCommands,
  addDoctorCommand,
  addStorageCommand,
  addBenchCommand,
  addCompletionCommands,
];
