import { methodsOf, type Group, type Methods } from './calls/methods.js';
import { Connection } from './connection/connection.js';
import { settingsOf, type ClientOptions } from './connection/settings.js';
import { artifactCalls } from './files/artifact-calls.js';
import { memoryCalls } from './files/memory-calls.js';
import { serverCalls } from './files/server-calls.js';
import { messageCalls } from './messages/message-calls.js';
import { agents } from './operations/agents.js';
import { approvals } from './operations/approvals.js';
import { audit } from './operations/audit.js';
import { auth } from './operations/auth.js';
import { batches } from './operations/batches.js';
import { capabilities } from './operations/capabilities.js';
import { deadLetters } from './operations/dead-letters.js';
import { keys } from './operations/keys.js';
import { mcpServers } from './operations/mcp-servers.js';
import { templates } from './operations/templates.js';
import { tools } from './operations/tools.js';
import { users } from './operations/users.js';
import { versions } from './operations/versions.js';
import { webhooks } from './operations/webhooks.js';
import { workers } from './operations/workers.js';
import { workspaces } from './operations/workspaces.js';
import { conversationCalls } from './stream/conversation-calls.js';

/**
 * The client of one Caxton server. Every call is a promise of what the server answers, or is rejected with a
 * CaxtonError; the last argument of each holds its query and its options (`signal`, `timeoutMs`, …).
 */
export class CaxtonClient {
  readonly agents: Methods<typeof agents>;
  readonly approvals: Methods<typeof approvals>;
  readonly artifacts: ReturnType<typeof artifactCalls>;
  readonly audit: Methods<typeof audit>;
  readonly auth: Methods<typeof auth>;
  readonly batches: Methods<typeof batches>;
  readonly capabilities: Methods<typeof capabilities>;
  readonly conversations: ReturnType<typeof conversationCalls>;
  readonly deadLetters: Methods<typeof deadLetters>;
  readonly keys: Methods<typeof keys>;
  readonly mcpServers: Methods<typeof mcpServers>;
  readonly memory: ReturnType<typeof memoryCalls>;
  readonly messages: ReturnType<typeof messageCalls>;
  readonly server: ReturnType<typeof serverCalls>;
  readonly templates: Methods<typeof templates>;
  readonly tools: Methods<typeof tools>;
  readonly users: Methods<typeof users>;
  readonly versions: Methods<typeof versions>;
  readonly webhooks: Methods<typeof webhooks>;
  readonly workers: Methods<typeof workers>;
  readonly workspaces: Methods<typeof workspaces>;

  /**
   * @param baseUrl Where the server is, such as `http://localhost:8080`; a path in it is kept.
   * Thrown: TypeError when it is no URL.
   */
  constructor(baseUrl: string, options: ClientOptions = {}) {
    const connection = new Connection(settingsOf(baseUrl, options));
    const of = <Operations extends Group>(group: Operations): Methods<Operations> =>
      methodsOf(group, connection);
    this.agents = of(agents);
    this.approvals = of(approvals);
    this.artifacts = artifactCalls(connection);
    this.audit = of(audit);
    this.auth = of(auth);
    this.batches = of(batches);
    this.capabilities = of(capabilities);
    this.conversations = conversationCalls(connection);
    this.deadLetters = of(deadLetters);
    this.keys = of(keys);
    this.mcpServers = of(mcpServers);
    this.memory = memoryCalls(connection);
    this.messages = messageCalls(connection);
    this.server = serverCalls(connection);
    this.templates = of(templates);
    this.tools = of(tools);
    this.users = of(users);
    this.versions = of(versions);
    this.webhooks = of(webhooks);
    this.workers = of(workers);
    this.workspaces = of(workspaces);
  }
}
