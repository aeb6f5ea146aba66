// Made from the OpenAPI document by `npm run surface`: change the API, not this file.
export interface paths {
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the server is well
         * @description `degraded`: it works, but slower, because the queue does not answer.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell that the process runs
         * @description Asks nobody else. A process that does not answer should be started anew.
         */
        get: operations["tellLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the process can work
         * @description `degraded`: it works, but slower, because the queue does not answer.
         */
        get: operations["tellReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/detailed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell how each part does that the server stands on
         * @description Database, its migrations and its clock, queue, embedding model, workers and the disk of CAXTON_DATA_DIR; each that is not well with what to do about it.
         */
        get: operations["tellParts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell how the server is set up
         * @description What it runs with now. Secrets, and where it keeps things, are no part of it.
         */
        get: operations["getConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell at a glance how everything does
         * @description Counted from what happened, not sampled. Of the whole workspace: whoever is granted some of its agents only asks for their health.
         */
        get: operations["getDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what each table takes, and what ends its rows
         * @description Of all workspaces together, the largest table first. From what Postgres knows: no table is read, however large.
         */
        get: operations["getStorage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what happened in a time and what it cost
         * @description Messages, times, tokens and money, by agent, version, capability, sender, model, day or hour (UTC), or by conversation: those that asked a model and were at work in the time, the dearest first. Whoever is granted some agents only sees what those did, and no conversations.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the agents
         * @description List the agents.
         */
        get: operations["listAgents"];
        put?: never;
        /**
         * Deploy an agent
         * @description Needs a name, capabilities and a system prompt. Messages to its capabilities may come at once. What a developer should look at although the deployment worked is in `warnings`.
         */
        post: operations["deployAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an agent with its configuration
         * @description Get an agent with its configuration.
         */
        get: operations["getAgent"];
        /**
         * Update an agent
         * @description Takes the parts to change; what is not named stays. Makes a new version that the next turn works by; a turn that runs keeps its own. Capabilities are registered anew at once.
         */
        put: operations["updateAgent"];
        post?: never;
        /**
         * Remove an agent
         * @description The agent drains: it takes no new messages and goes when those that wait are answered.
         */
        delete: operations["removeAgent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause an agent
         * @description Its messages wait until it is resumed; the turn that runs finishes.
         */
        post: operations["pauseAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a paused agent
         * @description Resume a paused agent.
         */
        post: operations["resumeAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/from-template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deploy an agent from a template
         * @description As if the configuration that the template makes had been sent to POST /api/v1/agents: the answer is that of a deployment, with the values that were put in. Tools that do not exist are a warning.
         */
        post: operations["deployFromTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the versions of an agent
         * @description The newest first, each with the fields that are other ones than before it.
         */
        get: operations["listAgentVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/versions/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare two versions of an agent
         * @description Every field that is another one, and the lines of prompts as a unified diff.
         */
        get: operations["diffAgentVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a version of an agent with its configuration
         * @description Get a version of an agent with its configuration.
         */
        get: operations["getAgentVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to an earlier version of an agent
         * @description Makes a new version that is a copy of it, which the next turn works by; what is the same already stays. Without a number, back to the version before, and further the next time; from the first one nowhere (404). A split ends with it.
         */
        post: operations["rollBackAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare the versions between which conversations are split
         * @description What each of them did since the split began.
         */
        get: operations["getAgentSplit"];
        /**
         * Split the conversations of an agent between versions
         * @description By weight; a conversation gets the same version each time. Of the same versions, other weights go on with the split; other versions begin a new one.
         */
        put: operations["splitAgent"];
        post?: never;
        /**
         * End a split; the newest version goes on everywhere
         * @description End a split; the newest version goes on everywhere.
         */
        delete: operations["stopAgentSplit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/split/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a split with one of its versions
         * @description It goes on alone: as a new version that is a copy of it, unless it is the newest.
         */
        post: operations["promoteAgentVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the templates
         * @description Those that come with the server, then those of the workspace.
         */
        get: operations["listTemplates"];
        put?: never;
        /**
         * Add a template
         * @description It is tried with its defaults and examples: one that would make no agent is refused. Values are put in as they are and never read as a template.
         */
        post: operations["addTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a template with its configuration
         * @description Get a template with its configuration.
         */
        get: operations["getTemplate"];
        /**
         * Replace a template of the workspace
         * @description Takes the whole definition. Agents that were made from it stay as they are.
         */
        put: operations["replaceTemplate"];
        post?: never;
        /**
         * Remove a template of the workspace
         * @description Agents that were made from it stay.
         */
        delete: operations["removeTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{id}/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See the configuration that a template makes
         * @description Checked as a deployment is, and nothing is deployed: `configuration` can be changed and sent to POST /api/v1/agents.
         */
        post: operations["generateFromTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell how an agent does
         * @description Counted from everything that happened since it was deployed; `status` is judged by its last messages and by whether anybody takes them (docs/operations.md).
         */
        get: operations["getAgentHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validate/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validate a configuration
         * @description By the checks of a deployment, everything that is wrong at once. One with errors is an answer too: `valid` is false then. Nothing is deployed.
         */
        post: operations["validateConfiguration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/validate/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Validate the capabilities of an agent to be
         * @description Names that cannot be or may be a typing error, and which agents provide the same. `valid` is false when an agent may not have one of them.
         */
        post: operations["validateCapabilities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a configuration without deploying it
         * @description A worker runs each scenario with the real model, as a turn would, and leaves nothing behind: no message, no memory, no file. Only the tools of `allow_tools` are run. The answer is held until all have ended.
         */
        post: operations["testConfiguration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test/prompts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fill prompts in with values
         * @description As a turn does, without the marks around what others wrote. No model is asked.
         */
        post: operations["testPrompts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the capabilities
         * @description List the capabilities.
         */
        get: operations["listCapabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capabilities/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a capability with its providers
         * @description Load, confidence and success rate are of what happened (docs/routing.md).
         */
        get: operations["getCapability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/capabilities/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search capabilities by meaning
         * @description Search capabilities by meaning.
         */
        post: operations["searchCapabilities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tools
         * @description List the tools.
         */
        get: operations["listTools"];
        put?: never;
        /**
         * Register a tool behind an HTTP endpoint
         * @description Agents that name it in `tools` can call it from their next turn on. Requests take the guarded way out; secrets are given by reference and never shown.
         */
        post: operations["registerTool"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tools/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a tool
         * @description Get a tool.
         */
        get: operations["getTool"];
        /**
         * Replace a registered tool
         * @description Takes the whole definition. Turns that run keep the one they began with.
         */
        put: operations["replaceTool"];
        post?: never;
        /**
         * Remove a registered tool
         * @description Agents that name it are told so when they call it.
         */
        delete: operations["removeTool"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mcp-servers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the MCP servers
         * @description List the MCP servers.
         */
        get: operations["listMcpServers"];
        put?: never;
        /**
         * Register an MCP server
         * @description It is looked at once: the tools that the answer shows are approved as they are. One that cannot be reached is registered all the same. Secrets are given by reference and never shown.
         */
        post: operations["registerMcpServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mcp-servers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an MCP server
         * @description How it was reached last, and its tools, those that wait for an approval included.
         */
        get: operations["getMcpServer"];
        put?: never;
        post?: never;
        /**
         * Remove an MCP server
         * @description Its tools and their approvals go with it; agents that name them are told so.
         */
        delete: operations["removeMcpServer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mcp-servers/{name}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look at what an MCP server offers now
         * @description That it cannot be reached is told in `status` and `problem`.
         */
        post: operations["refreshMcpServer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/mcp-servers/{name}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve tools of an MCP server
         * @description By the hashes that were shown: nothing that the server says since is approved.
         */
        post: operations["approveMcpTools"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tool-calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the calls of tools, the newest first
         * @description Every call that a model asked for, with how it ended: also those that were refused, and those of which nobody knows whether they took effect. Kept for as long as the steps of turns are.
         */
        get: operations["listToolCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message to a capability
         * @description Answered when the message is stored durably. `wait` holds the answer until the reply is there.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look up a message: its state, attempts, timings and tokens
         * @description Look up a message: its state, attempts, timings and tokens.
         */
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain why a message went where it went
         * @description Explain why a message went where it went.
         */
        get: operations["getMessageRoute"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what the turn on a message did, step by step
         * @description Answers of models, calls of tools and named steps of code agents, over all attempts; what was asked and answered is not shown. Steps are kept for a while after the message has ended (`CAXTON_STEP_RETENTION`).
         */
        get: operations["listMessageSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send up to 500 messages at once
         * @description Each is accepted or refused by itself; those that are accepted are stored durably, in one transaction, before the answer. Refusals carry the envelope of an error, and the answer is 207 then. What is refused because too much waits is sent again in another batch. A batch of which nothing is accepted is not kept; when there is no room for any message, it is refused as a whole (429). The same `batch_id` with the same messages is answered as the first time.
         */
        post: operations["sendBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the batches, the newest first
         * @description List the batches, the newest first.
         */
        get: operations["listBatches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how far a batch has come, and what was answered
         * @description Counts by state of all its messages, and a page of its results in the order in which they were sent. `limit=0` gives the counts alone, which is what to poll; the event `batch.completed` tells webhooks of the end.
         */
        get: operations["getBatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel what is open of a batch, and what it caused
         * @description As for each message by itself. What has ended stays as it is.
         */
        post: operations["cancelBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the conversations, the newest first
         * @description List the conversations, the newest first.
         */
        get: operations["listConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a conversation with its messages, or follow it
         * @description With `follow=true` the answer is a stream of Server-Sent Events that plain `curl` can read: what was accepted, turns, tool calls, the answer as it is written, replies. Events with an `id` are in the log, without gaps; those without happen right now, and an `id` alone is the number of one that was shown already. The stream ends when nothing is pending.
         */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        /**
         * Delete a conversation with all that was said in it, for good
         * @description Delete a conversation with all that was said in it, for good.
         */
        delete: operations["deleteConversation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages of a conversation, the oldest first
         * @description List the messages of a conversation, the oldest first.
         */
        get: operations["listConversationMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/graph": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show which message of a conversation led to which
         * @description Messages in order, with what became of each and which tools its turn called. An edge leads from a message to the one that it answers (`in_reply_to`), or by whose turn it was sent (`caused_by`).
         */
        get: operations["getConversationGraph"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artifacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the artifacts, the newest first
         * @description List the artifacts, the newest first.
         */
        get: operations["listArtifacts"];
        put?: never;
        /**
         * Upload an artifact
         * @description The body is the artifact (`curl --data-binary @sales.csv -H "Content-Type: text/csv"`), or a form with one file (`curl -F file=@sales.csv`), which may say the same as the query. It is stored while it arrives. Its type is what it is declared as if the bytes do not tell otherwise, else what they are. Its `reference` can be sent to agents as a `data_source`. A repetition under the same `Idempotency-Key` is known by its bytes and what is said of them.
         */
        post: operations["uploadArtifact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artifacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an artifact
         * @description Its bytes, as a file to save. `Range` asks for a part of them, `If-None-Match` with the `ETag`, which is their SHA-256, whether they are known. Pages are not shown: browsers neither look into it nor run it.
         */
        get: operations["downloadArtifact"];
        put?: never;
        post?: never;
        /**
         * Remove an artifact
         * @description It cannot be read any more. Its bytes are gone about an hour later, unless other artifacts of the workspace have the same.
         */
        delete: operations["removeArtifact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/artifacts/{id}/metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get everything about an artifact but its bytes
         * @description Get everything about an artifact but its bytes.
         */
        get: operations["getArtifact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/memory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look into the memory of an agent
         * @description Counts what the agent can recall: its own memories and those that its workspace shares.
         */
        get: operations["getAgentMemory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agents/{name}/memory/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search the memory of an agent
         * @description `similarity` is the cosine between the query and what is remembered, 0 to 1. `hybrid` adds what holds every word of the query, however far its meaning.
         */
        post: operations["searchAgentMemory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export a memory
         * @description Everything that is remembered in a scope: entities with every fact, its history and its source, the answers they went into, relations, and, if wanted, vectors. A scope without its owner (`agent_id`, `conversation_id`) is exported for all owners; without any of them, everything is. The answer is a stream. Each entity is whole as of one moment; what is written meanwhile may be in it or not.
         */
        get: operations["exportMemory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a memory
         * @description Takes in what `GET /api/v1/memory/export` gave, as JSON or JSON Lines, while it arrives: the body may be far larger than other bodies (`CAXTON_MAX_IMPORT`). Records go where they came from, or into the scope that the query names. They are stored in batches; an import that was interrupted is resumed by sending it again, and nothing is stored twice. An error names the line (`details.line`) and each bad field, and tells what is stored already (`details.stored`). Vectors are used if the model of this server made them, else they are made anew.
         */
        post: operations["importMemory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is remembered, the newest first
         * @description The entities of the scope that is named, else of all that the agent may see; those that were written last come first.
         */
        get: operations["listEntities"];
        put?: never;
        /**
         * Remember something
         * @description Facts that are known under this name are kept and not said twice. A fact with a `predicate` takes the place of the one with the same predicate, which stays in the history as `superseded`.
         */
        post: operations["rememberEntity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/entities/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remember up to 100 things
         * @description Each succeeds or fails by itself; those that succeed are stored together.
         */
        post: operations["rememberBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search a memory
         * @description As `POST /api/v1/agents/{name}/memory/search`, with each fact by itself and more of each entity. `temporal_filter=date_range` finds what held at some time from `start_date` to `end_date`.
         */
        get: operations["searchMemory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/relations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Relate two entities
         * @description Both are of one scope. Said again, it changes as far as it is named; what it was stays in its history.
         */
        post: operations["relateEntities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/{agent}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Clear a memory
         * @description Needs `confirm=true`: what is cleared is gone.
         */
        delete: operations["clearMemory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/relations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a relation with all that it was
         * @description Each change of it, with who said so, in which message and when. What it is now stands last.
         */
        get: operations["getRelation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/graph/{entity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Walk the graph from an entity
         * @description Along the relations that `temporal_filter` chooses, in the state that they had at that time, to the entities that counted then. The entity that is named is told whatever its time.
         */
        get: operations["walkGraph"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/relations/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See where a relation comes from
         * @description The message and the turn it was first said in, every version with who said it, whether it was retracted, and which answers used a memory that it had led to.
         */
        get: operations["explainRelation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/relations/{id}/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what depends on a relation
         * @description Which answers used a memory that it had led to, and what was learned in the turns of those answers. Ask before you end it or take it back.
         */
        get: operations["weighRelation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/relations/{id}/retract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a relation back
         * @description It is followed nowhere from then on, and told of no time. Its two entities and what is known of them stay. With `review_learned` what was learned in turns that it led to something in waits for people. All of it can be undone with `POST /api/v1/memory/retractions/{id}/undo`.
         */
        post: operations["retractRelation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/observations/{id}/taint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether a fact may be the word of others
         * @description With `"tainted": false` turns that recall it are not tainted by it any more.
         */
        put: operations["taintFact"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/entities/{entity}/taint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether all that is known of an entity may be the word of others
         * @description Every fact about it that holds or waits. Of several entities of that name the one nearest to the agent is meant.
         */
        put: operations["taintEntity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/relations/{id}/taint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether a relation may be the word of others
         * @description With `"tainted": false` it taints no turn that it leads to something.
         */
        put: operations["taintRelation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/observations/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See where a fact comes from
         * @description The message and the turn it was learned in, who wrote it, what it was derived from, what it took the place of, whether it was retracted, and which answers it went into.
         */
        get: operations["explainFact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/observations/{id}/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what depends on a fact
         * @description What was derived from it, directly or not, which answers it went into, and what was learned in the turns of those answers. Ask before you retract.
         */
        get: operations["weighFact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/observations/{id}/retract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a fact back
         * @description With everything that was derived from it. A fact that had given way to it holds again. With `review_learned` what was learned in turns that it was shown to waits for people. All of it can be undone with `POST /api/v1/memory/retractions/{id}/undo`.
         */
        post: operations["retractFact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the facts that wait for people, the oldest first
         * @description They are not recalled until somebody accepts them. `contradicts` names what holds in answer to the same question.
         */
        get: operations["listWaitingFacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/review/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept a fact that waits
         * @description It holds from then on; what it contradicts gives way to it.
         */
        post: operations["acceptFact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/review/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a fact that waits
         * @description It is retracted, so that the rejection can be undone.
         */
        post: operations["rejectFact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/retractions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was taken back, the newest first
         * @description Each retraction with its facts, 20 at most and as far as the agent may see them; `retracted_total` counts them all; `relations` names a relation that was taken back. What was forgotten since is not told.
         */
        get: operations["listRetractions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/retractions/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a retraction
         * @description Every fact, and the relation, stands again as it stood before. What was learned since in answer to the same question holds on, and what somebody else has changed since stays as it is.
         */
        post: operations["undoRetraction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/entities/{entity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an entity with all its facts
         * @description Also those that no longer hold, with what took their place and where each came from.
         */
        get: operations["getEntity"];
        put?: never;
        post?: never;
        /**
         * Forget an entity
         * @description With its facts, their history, its vectors and relations, also when it is pinned. It may be learned again. To take back what is wrong, retract the fact.
         */
        delete: operations["forgetEntity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/entities/{entity}/retract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back everything that is known of an entity
         * @description Every fact about it that holds or waits, as one retraction. Of several entities of that name the one nearest to the agent is meant.
         */
        post: operations["retractEntity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/entities/{entity}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Keep an entity whatever the rules of retention say
         * @description With `"pinned": false` they may have it again.
         */
        put: operations["pinEntity"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase somebody or something from every memory of the workspace
         * @description Of every agent and every conversation: what bears the name, every fact that names it in whatever state, and what was derived from those. A hash of the name is left, so that it is not learned again. Messages are not memory: they stay. Not to be undone; ask with `dry_run` first.
         */
        post: operations["eraseSubject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/erasures/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let an erased subject be learned again
         * @description Let an erased subject be learned again.
         */
        post: operations["liftErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how memory is set up and how long it keeps what
         * @description See how memory is set up and how long it keeps what.
         */
        get: operations["getMemoryConfig"];
        /**
         * Change how long memory keeps what
         * @description Rules that are not named stay; `null` switches one off. They hold for the workspace, from the next look of a worker on (a minute). What is pinned stays. Other settings are decided when the server is started: they may be sent with the value that they have, and another one is refused.
         */
        put: operations["changeMemoryConfig"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/quality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how good a memory is
         * @description Counts what is said twice, contradicts itself, is stale, unused, doubtful or without a vector, with examples. Reads everything that the agent may see.
         */
        get: operations["getMemoryQuality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how much is remembered, by scope
         * @description Of what an agent may see, or, without `agent_id`, of the whole workspace in numbers only.
         */
        get: operations["getMemoryStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/memory/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See whether memory works
         * @description `degraded` when a check warns, for instance because the embedding model cannot be loaded.
         */
        get: operations["getMemoryHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the approvals, the newest first
         * @description What agents ask of people, and what was decided; `status=pending` is the inbox.
         */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at an approval: what is to be done, by whom, and why
         * @description Look at an approval: what is to be done, by whom, and why.
         */
        get: operations["getApproval"];
        put?: never;
        /**
         * Decide: approve, deny, or approve with other arguments
         * @description The turn that waits goes on at once. The first decision counts; whoever comes later is answered with 409 and the decision that counts.
         */
        post: operations["decideApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the dead letters, the newest first
         * @description A message that failed for good is a dead letter until it is put back or discarded.
         */
        get: operations["listDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/requeue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put back all dead letters that a filter means
         * @description The oldest first, at most 1,000 at once. With `dry_run`, in the body or the query, nothing is put back; the answer says what would be. What cannot be put back is in `skipped` and keeps no other from it.
         */
        post: operations["requeueDeadLetters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at a dead letter: the message, why it failed, what was tried
         * @description Also shows one that was put back or discarded: by whom and when is in `history`.
         */
        get: operations["getDeadLetter"];
        put?: never;
        post?: never;
        /**
         * Discard a dead letter
         * @description It leaves the list for good; the message stays in its conversation, and who discarded it and when is kept. Discarding twice changes nothing.
         */
        delete: operations["discardDeadLetter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}/requeue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a dead letter back into its mailbox
         * @description The same message waits again, behind what waits already, and is tried as if for the first time; the reply that comes of it `supersedes` the failure. When its agent is gone, another that provides the capability gets it. Asking twice puts it back once.
         */
        post: operations["requeueDeadLetter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the worker processes
         * @description Every worker tells of itself every few seconds. One that stops as it should leaves the list; one whose heartbeats stopped is `lost` after 15 seconds and forgotten after an hour.
         */
        get: operations["listWorkers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log in
         * @description After five wrong passwords in a row each further one costs a wait.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for a new login
         * @description Each refresh token is taken once; for ten seconds a repetition gets the same answer. Used later again, it ends the login it came of: two have it.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the login of a refresh token
         * @description Its access tokens are not taken any more, and streams that were opened with one end.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password
         * @description Ends every other login of yours, and all tokens; the answer is a new login.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whom the server takes you for
         * @description Tell whom the server takes you for.
         */
        get: operations["tellIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users
         * @description List the users.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Create a user
         * @description Without a password the answer holds one that is shown once and must be changed at the first login.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user
         * @description Get a user.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /**
         * Remove a user
         * @description The keys that they made, and those made with these, end with them.
         */
        delete: operations["removeUser"];
        options?: never;
        head?: never;
        /**
         * Change a user's roles or grants, disable them, or reset their password
         * @description What is left out stays. Tokens that were given before are not taken any more.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the workspaces
         * @description List the workspaces.
         */
        get: operations["listWorkspaces"];
        put?: never;
        /**
         * Create a workspace and its first admin
         * @description Without a password the answer holds one that is shown once and must be changed at the first login.
         */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a workspace
         * @description Get a workspace.
         */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        /**
         * Remove a workspace
         * @description Nobody can log in any more, then its rows are removed in portions. Its audit log stays, and its name is not given again.
         */
        delete: operations["removeWorkspace"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys
         * @description List the API keys.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create an API key
         * @description The key is in this answer and nowhere else. It can do no more than whoever makes it.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an API key
         * @description Get an API key.
         */
        get: operations["getKey"];
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It is not taken any more, by any process, within five seconds. A key may always revoke itself.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace an API key
         * @description Answers a new key that may do the same. The old one is taken until its grace ends.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done, the newest first
         * @description Logins, and every change of agents, tools, users, keys, approvals and settings. Only added to.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that nothing was changed in the log or taken out of it
         * @description Check that nothing was changed in the log or taken out of it.
         */
        get: operations["checkAuditChain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the webhooks
         * @description List the webhooks.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Register a webhook
         * @description Events from now on are sent to the URL, signed by Standard Webhooks. `signing_secret` is in this answer and nowhere else.
         */
        post: operations["registerWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook
         * @description Get a webhook.
         */
        get: operations["getWebhook"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook
         * @description What is still to be delivered goes with it.
         */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        /**
         * Change, disable or enable a webhook
         * @description What is left out stays; null takes filter, authentication or description away. A URL of another scheme, host or port needs the token again.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/api/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the signing secret of a webhook
         * @description The new one is in this answer and nowhere else. For 24 hours the old one signs along; until then another rotation is refused unless it is forced.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the deliveries of a webhook, the newest first
         * @description Each with its last attempts. Kept for 15 days after they were settled (`CAXTON_DELIVERY_RETENTION`).
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event to a webhook
         * @description An event `webhook.test`; how it went is in the list of deliveries.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/deliveries/{delivery}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a delivery again
         * @description At once, under the same `webhook-id`, with all of its attempts before it.
         */
        post: operations["redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver what did not get through since a moment
         * @description Deliveries that were given up, and events that were not queued because the webhook was disabled or did not exist yet. What was delivered is not delivered again.
         */
        post: operations["recoverDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a message and what it caused
         * @description What waits ends at once as `cancelled`; a running turn is stopped within a second, its model and tools with it, and commits no answer (202 until then). Messages that it caused and that are still open are cancelled with it. What has ended stays as it is: `settled`. Repeating it changes nothing.
         */
        post: operations["cancelMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel everything that is open in a conversation
         * @description As for one message. Afterwards nothing in the conversation is pending, and it is completed; the next message makes it active again.
         */
        post: operations["cancelConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive all conversations that a filter means
         * @description Archived conversations are in no list but that of `status=archived`; they can be read, and a message into one brings it back. One in which something is pending stays. With `dry_run` nothing is archived and the answer counts.
         */
        post: operations["archiveConversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring archived conversations back
         * @description Bring archived conversations back.
         */
        post: operations["restoreConversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete all conversations that a filter means, for good
         * @description With their messages, events, steps and approvals. What agents remember of them, files and the audit log have rules of their own. Try it with `dry_run` first.
         */
        post: operations["deleteConversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a conversation
         * @description Archive a conversation.
         */
        post: operations["archiveConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived conversation back
         * @description Bring an archived conversation back.
         */
        post: operations["restoreConversation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export a conversation as JSON Lines
         * @description A line for the conversation, then one for each message in order, with `steps` followed by what its turn did, one for each file, of which only what is known is told, and `end` with how many there were: without it the export was cut. Archived conversations too.
         */
        get: operations["exportConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversation-operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the last hundred operations, the newest first
         * @description List the last hundred operations, the newest first.
         */
        get: operations["listConversationOperations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversation-operations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See how far an operation has come
         * @description See how far an operation has come.
         */
        get: operations["getConversationOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversation-operations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do no more of an operation; what was done stays done
         * @description Do no more of an operation; what was done stays done.
         */
        post: operations["cancelConversationOperation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the example data sets
         * @description List the example data sets.
         */
        get: operations["listExamples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/examples/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an example data set
         * @description Download an example data set.
         */
        get: operations["getExample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell where the documentation is
         * @description Tell where the documentation is.
         */
        get: operations["showSignpost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the OpenAPI document of this server
         * @description Get the OpenAPI document of this server.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "message.response": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for message.response */
        post: operations["on:message.response"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "conversation.complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for conversation.complete */
        post: operations["on:conversation.complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.accepted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for message.accepted */
        post: operations["on:message.accepted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for message.sent */
        post: operations["on:message.sent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for message.failed */
        post: operations["on:message.failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.expired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for message.expired */
        post: operations["on:message.expired"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for message.cancelled */
        post: operations["on:message.cancelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.requeued": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for message.requeued */
        post: operations["on:message.requeued"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "turn.started": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for turn.started */
        post: operations["on:turn.started"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "turn.retried": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for turn.retried */
        post: operations["on:turn.retried"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "turn.suspended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for turn.suspended */
        post: operations["on:turn.suspended"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "tool.called": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for tool.called */
        post: operations["on:tool.called"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "tool.returned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for tool.returned */
        post: operations["on:tool.returned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "approval.requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for approval.requested */
        post: operations["on:approval.requested"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "approval.decided": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for approval.decided */
        post: operations["on:approval.decided"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "approval.expired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for approval.expired */
        post: operations["on:approval.expired"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "artifact.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for artifact.created */
        post: operations["on:artifact.created"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "delegation.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for delegation.failed */
        post: operations["on:delegation.failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "batch.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for batch.completed */
        post: operations["on:batch.completed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for webhook.disabled */
        post: operations["on:webhook.disabled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sent to webhooks that are registered for webhook.test */
        post: operations["on:webhook.test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /** @description A configuration agent: a prompt, tools and memory settings. */
        AgentConfiguration: {
            name: components["schemas"]["AgentName"];
            /** @description Version of the configuration (SemVer). */
            version?: string;
            description?: string;
            capabilities: components["schemas"]["CapabilityName"][];
            capability_metadata?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            tools?: string[];
            tool_config?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            tool_policies?: {
                [key: string]: components["schemas"]["ToolPolicy"];
            };
            /** @description Messages that follow from what the agent answers (docs/workflows.md). */
            on_reply?: components["schemas"]["DelegationRule"][];
            /** @description Answers of other agents that are sent on to this one (docs/workflows.md). */
            subscriptions?: components["schemas"]["SubscriptionRule"][];
            grants?: components["schemas"]["Grants"];
            /** @description Whether a conversation keeps the version that the agent began to work in it with. Default: false, the newest. */
            pin_versions?: boolean;
            memory?: components["schemas"]["MemorySettings"];
            memory_enabled?: boolean;
            /** @enum {string} */
            memory_scope?: "agent" | "agent-only" | "conversation" | "workspace" | "global";
            /** @description Who the agent is and how it works: the instructions the model gets first. */
            system_prompt: string;
            /** @description How a message becomes the prompt. {{name}} is a key of the message content, of parameters, or a reserved name (docs/agents.md). */
            user_prompt_template?: string;
            /** @description JSON Schema (2020-12) of the content of its answers, an object. One that does not fit is mended by the model, at most twice; then the message fails with OUTPUT_MISFIT. */
            output_schema?: {
                [key: string]: unknown;
            };
            parameters?: {
                [key: string]: unknown;
            };
            llm?: components["schemas"]["LlmSettings"];
            /** @description A duration such as 30s, 2m15s or 24h. */
            timeout?: string;
            tags?: string[];
            author?: string;
            license?: string;
            metadata?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        AgentDeployed: {
            agent_id: components["schemas"]["AgentName"];
            /** @constant */
            status: "deployed";
            version: string;
            version_number: number;
            capabilities: components["schemas"]["CapabilityName"][];
            memory_enabled: boolean;
            tools: string[];
            /** Format: date-time */
            deployment_time: string;
            warnings?: components["schemas"]["DeploymentWarning"][];
        };
        AgentDetail: {
            name: components["schemas"]["AgentName"];
            /** @enum {string} */
            type: "configuration" | "code";
            status: components["schemas"]["AgentStatus"];
            version: string;
            capabilities: components["schemas"]["CapabilityName"][];
            memory: {
                enabled: boolean;
                scope: string;
                entities: number;
            };
            uptime: string;
            /** Format: date-time */
            last_activity: string;
            agent_id: components["schemas"]["AgentName"];
            version_number: number;
            tools: string[];
            /** Format: date-time */
            deployed_at: string;
            /** Format: date-time */
            updated_at: string;
            configuration: {
                [key: string]: unknown;
            };
        };
        AgentFromTemplate: {
            template: components["schemas"]["TemplateId"];
            name: components["schemas"]["AgentName"];
            /** @description Values of what the template takes. */
            parameters?: {
                [key: string]: unknown;
            };
        };
        AgentFromTemplateDeployed: {
            agent_id: components["schemas"]["AgentName"];
            /** @constant */
            status: "deployed";
            version: string;
            version_number: number;
            capabilities: components["schemas"]["CapabilityName"][];
            memory_enabled: boolean;
            tools: string[];
            /** Format: date-time */
            deployment_time: string;
            warnings?: components["schemas"]["DeploymentWarning"][];
            template: components["schemas"]["TemplateId"];
            parameters: {
                [key: string]: unknown;
            };
        };
        AgentHealth: {
            agent: components["schemas"]["AgentName"];
            /** @enum {string} */
            status: "healthy" | "degraded" | "unhealthy";
            uptime: string;
            metrics: {
                /** @description Completed, failed or expired. */
                messages_processed: number;
                /** @description From acceptance to the answer. */
                avg_response_time: string;
                /** @description Of the messages processed, those that completed; 1 before the first. */
                success_rate: number;
                /** @description What it can recall takes so much room in the database; what is shared counts. */
                memory_usage: string;
                /** Format: date-time */
                last_activity: string;
            };
            capabilities: {
                [key: string]: {
                    requests: number;
                    success_rate: number;
                    avg_time: string;
                };
            };
            /** @description Why it is not healthy, and what to do about it. */
            notes?: string[];
        };
        AgentList: {
            agents: components["schemas"]["AgentSummary"][];
            total: number;
            next_cursor?: string;
        };
        AgentMemory: {
            agent: components["schemas"]["AgentName"];
            memory: {
                enabled: boolean;
                scope: string;
                entities: number;
                relationships: number;
                last_updated: string | null;
            };
            recent_memories: {
                entity: components["schemas"]["EntityName"];
                type: string;
                confidence: number;
                /** Format: date-time */
                created: string;
            }[];
        };
        /** @description Name of the agent. */
        AgentName: string;
        AgentRemoved: {
            agent_id: components["schemas"]["AgentName"];
            /** @enum {string} */
            status: "draining" | "removed";
            pending_messages: number;
            /** Format: date-time */
            removed_at?: string;
        };
        AgentRollback: {
            /** @description Default: the version before the one in use. */
            version_number?: number;
            /** @description Refused (409) when the agent has another version now. */
            expected_version_number?: number;
        };
        AgentRolledBack: {
            agent_id: components["schemas"]["AgentName"];
            /** @constant */
            status: "rolled_back";
            version: string;
            version_number: number;
            capabilities: components["schemas"]["CapabilityName"][];
            memory_enabled: boolean;
            tools: string[];
            changes: string[];
            /** Format: date-time */
            updated_at: string;
            warnings?: components["schemas"]["DeploymentWarning"][];
            restored_from: number;
        };
        AgentSplit: {
            versions: {
                /** @description Number of a version, from 1. */
                version_number: number;
                /** @description Its part of the conversations, compared with the weights of the others. */
                weight: number;
            }[];
            /** @description Refused (409) when the agent has another version now. */
            expected_version_number?: number;
        };
        AgentSplitView: {
            agent: components["schemas"]["AgentName"];
            split_id: string;
            /** Format: date-time */
            started_at: string;
            versions: components["schemas"]["SplitVersion"][];
            warnings?: components["schemas"]["DeploymentWarning"][];
        };
        AgentStateChanged: {
            agent_id: components["schemas"]["AgentName"];
            status: components["schemas"]["AgentStatus"];
            /** Format: date-time */
            changed_at: string;
        };
        /** @enum {string} */
        AgentStatus: "running" | "paused" | "draining";
        AgentSummary: {
            name: components["schemas"]["AgentName"];
            /** @enum {string} */
            type: "configuration" | "code";
            status: components["schemas"]["AgentStatus"];
            version: string;
            capabilities: components["schemas"]["CapabilityName"][];
            memory: {
                enabled: boolean;
                scope: string;
                entities: number;
            };
            uptime: string;
            /** Format: date-time */
            last_activity: string;
        };
        /** @description The parts of the configuration to change. */
        AgentUpdate: {
            /** @description Version of the configuration (SemVer). */
            version?: string;
            description?: string;
            capabilities?: components["schemas"]["CapabilityName"][];
            capability_metadata?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            tools?: string[];
            tool_config?: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            tool_policies?: {
                [key: string]: components["schemas"]["ToolPolicy"];
            };
            /** @description Messages that follow from what the agent answers (docs/workflows.md). */
            on_reply?: components["schemas"]["DelegationRule"][];
            /** @description Answers of other agents that are sent on to this one (docs/workflows.md). */
            subscriptions?: components["schemas"]["SubscriptionRule"][];
            grants?: components["schemas"]["Grants"];
            /** @description Whether a conversation keeps the version that the agent began to work in it with. Default: false, the newest. */
            pin_versions?: boolean;
            memory?: components["schemas"]["MemorySettings"];
            memory_enabled?: boolean;
            /** @enum {string} */
            memory_scope?: "agent" | "agent-only" | "conversation" | "workspace" | "global";
            /** @description Who the agent is and how it works: the instructions the model gets first. */
            system_prompt?: string;
            /** @description How a message becomes the prompt. {{name}} is a key of the message content, of parameters, or a reserved name (docs/agents.md). */
            user_prompt_template?: string;
            /** @description JSON Schema (2020-12) of the content of its answers, an object. One that does not fit is mended by the model, at most twice; then the message fails with OUTPUT_MISFIT. */
            output_schema?: {
                [key: string]: unknown;
            };
            parameters?: {
                [key: string]: unknown;
            };
            llm?: components["schemas"]["LlmSettings"];
            /** @description A duration such as 30s, 2m15s or 24h. */
            timeout?: string;
            tags?: string[];
            author?: string;
            license?: string;
            metadata?: {
                [key: string]: unknown;
            };
            name?: components["schemas"]["AgentName"];
        } & {
            [key: string]: unknown;
        };
        AgentUpdated: {
            agent_id: components["schemas"]["AgentName"];
            /** @constant */
            status: "updated";
            version: string;
            version_number: number;
            capabilities: components["schemas"]["CapabilityName"][];
            memory_enabled: boolean;
            tools: string[];
            changes: string[];
            /** Format: date-time */
            updated_at: string;
            warnings?: components["schemas"]["DeploymentWarning"][];
        };
        AgentVersion: {
            agent: components["schemas"]["AgentName"];
            version_number: number;
            version: string;
            is_current: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description The version that it is a copy of: somebody went back to that one. */
            restored_from?: number;
            configuration: {
                [key: string]: unknown;
            };
        };
        AgentVersionDiff: {
            agent: components["schemas"]["AgentName"];
            from: number;
            to: number;
            changes: components["schemas"]["ConfigurationChange"][];
            /** @description Of each prompt that is another one: its lines as a unified diff. */
            prompts: {
                [key: string]: string;
            };
        };
        AgentVersionList: {
            agent: components["schemas"]["AgentName"];
            current_version: number;
            versions: components["schemas"]["AgentVersionSummary"][];
            total: number;
            next_cursor?: string;
        };
        AgentVersionSummary: {
            version_number: number;
            version: string;
            is_current: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description The version that it is a copy of: somebody went back to that one. */
            restored_from?: number;
            /** @description Fields that are other ones than in the version before; of the first, all. */
            changes: string[];
        };
        ApiKey: {
            key_id: string;
            name: string;
            workspace: string;
            /** @description How the key begins. */
            prefix: string;
            scopes: components["schemas"]["Scope"][];
            grants: components["schemas"]["Grants"];
            networks: string[] | null;
            /** @enum {string} */
            status: "active" | "expired" | "revoked";
            created_by: string;
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            last_used_at: string | null;
            revoked_at: string | null;
            /** @description The key itself, shown in this answer only. */
            key?: string;
        };
        ApiKeyCreation: {
            name: string;
            scopes: components["schemas"]["Scope"][];
            grants?: components["schemas"]["Grants"];
            /** @description Addresses or CIDRs from which the key is taken; left out: from anywhere. */
            networks?: (string)[];
            /** Format: date-time */
            expires_at?: string;
        };
        ApiKeyId: string;
        ApiKeyList: {
            keys: components["schemas"]["ApiKey"][];
            total: number;
        };
        ApiKeyRotation: {
            /** @description How long the old key is still taken, up to 7d. Default 24h; 0s ends it now. */
            grace?: string;
        };
        Approval: {
            approval_id: components["schemas"]["ApprovalId"];
            /** @description The same as `approval_id`. */
            id: components["schemas"]["ApprovalId"];
            status: components["schemas"]["ApprovalStatus"];
            /**
             * @description `tool`: a call that a model wants to make. `code`: what a code agent asks for under a name.
             * @enum {string}
             */
            kind: "tool" | "code";
            /** @description The tool, or the name that the code agent gave. */
            name: string;
            /** @description Exactly what the agent wants to do it with. */
            arguments: unknown;
            /** @description JSON Schema that edited arguments must fit. Null: they may be any object. */
            argument_schema: {
                [key: string]: unknown;
            } | null;
            /** @description What the agent says about it. */
            why: string | null;
            agent: components["schemas"]["AgentName"];
            /** @description The message whose turn waits. */
            message_id: components["schemas"]["MessageId"];
            conversation_id: components["schemas"]["ConversationId"];
            /** Format: date-time */
            requested_at: string;
            /** Format: date-time */
            expires_at: string;
            decided_at: string | null;
            decided_by: string | null;
            reason: string | null;
            /** @description What it is done with instead, when it was edited. */
            decided_arguments: {
                [key: string]: unknown;
            } | null;
        };
        ApprovalDecision: {
            /**
             * @description `edit` approves it with the `arguments` given here.
             * @enum {string}
             */
            decision: "approve" | "deny" | "edit";
            /** @description Of `edit`: what it is to be done with. Checked against the JSON Schema. */
            arguments?: {
                [key: string]: unknown;
            };
            /** @description Why. The agent is told. */
            reason?: string;
            /** @description Who decided, in words of your own. Without it: who called. */
            decided_by?: string;
        };
        /** @description Id of the approval. */
        ApprovalId: string;
        ApprovalList: {
            approvals: components["schemas"]["Approval"][];
            next_cursor?: string;
        };
        /** @enum {string} */
        ApprovalStatus: "pending" | "approved" | "edited" | "denied" | "expired" | "withdrawn";
        ArchiveRequest: {
            /** @description Whose last activity is longer ago than this. */
            older_than: string;
            /**
             * @default completed
             * @enum {string}
             */
            status?: "completed";
            /** @description Only those that this agent takes part in. */
            agent?: components["schemas"]["AgentName"];
            /** @description Only those in which it was asked. */
            capability?: components["schemas"]["CapabilityName"];
            /**
             * @description Only count; change nothing.
             * @default false
             */
            dry_run?: boolean;
        };
        Artifact: {
            artifact_id: components["schemas"]["ArtifactId"];
            name: string;
            media_type: string;
            size_bytes: number;
            /** @description Where its bytes are, on this server. */
            url: string;
            /** @description How agents and tools are told of it, as a `data_source` for example. */
            reference: string;
            sha256: string;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** @description null: it is kept until it is removed. */
            expires_at: string | null;
            conversation_id: components["schemas"]["ConversationId"] | null;
            /** @description The message whose turn produced it. */
            message_id: components["schemas"]["MessageId"] | null;
            /** @description The tool that produced it. */
            tool: string | null;
        };
        /** @description Id of the artifact. */
        ArtifactId: string;
        ArtifactList: {
            artifacts: components["schemas"]["Artifact"][];
            next_cursor?: string;
        };
        ArtifactRemoved: {
            artifact_id: components["schemas"]["ArtifactId"];
            /** @constant */
            status: "removed";
        };
        AuditChain: {
            events: number;
            intact: boolean;
            /** @description Number of the first event that does not fit the one before. */
            broken_at: number | null;
            /** @description Hash of the last event; note it elsewhere to compare. */
            head: string;
        };
        AuditEvent: {
            /** @description In the chain of the workspace, without gaps. */
            number: number;
            /** Format: date-time */
            at: string;
            /** @description Id of the user or key; `local` without credentials. */
            actor: string;
            /** @enum {string} */
            actor_kind: "local" | "user" | "key" | "nobody" | "system";
            action: string;
            target: string;
            /** @enum {string} */
            outcome: "ok" | "refused";
            request_id: string | null;
            address: string | null;
            details: {
                [key: string]: unknown;
            };
            previous_hash: string;
            /** @description SHA-256 over this event and the hash before. */
            hash: string;
        };
        AuditPage: {
            events: components["schemas"]["AuditEvent"][];
            next_cursor?: string;
        };
        AwaitedDecision: {
            approval_id: components["schemas"]["ApprovalId"];
            /** @description The tool, or the name that the code agent gave. */
            name: string;
            /** @description Who asks. */
            agent: components["schemas"]["AgentName"];
            /** @description The message whose turn waits for it. */
            message_id: components["schemas"]["MessageId"];
            /** Format: date-time */
            expires_at: string;
            /** @description Where to look at it (GET) and decide (POST). */
            decide_at: string;
        };
        Batch: {
            batch_id: components["schemas"]["BatchId"];
            status: components["schemas"]["BatchStatus"];
            accepted: number;
            refused: number;
            /** Format: date-time */
            created: string;
            completed: string | null;
            /** @description Share of its messages that have ended. */
            progress: number;
            counts: components["schemas"]["BatchCounts"];
            results: (components["schemas"]["BatchResultAccepted"] | components["schemas"]["BatchItemRefused"])[];
            next_cursor?: string;
        };
        BatchAccepted: {
            batch_id: components["schemas"]["BatchId"];
            accepted: number;
            refused: number;
            /** Format: date-time */
            timestamp: string;
            progress_url: string;
            results: (components["schemas"]["BatchItemAccepted"] | components["schemas"]["BatchItemRefused"])[];
        };
        BatchCancellation: {
            batch_id: components["schemas"]["BatchId"];
            /** @enum {string} */
            outcome: "cancelled" | "cancelling" | "settled";
            counts: {
                cancelled: number;
                cancelling: number;
                settled: number;
            };
        };
        BatchCounts: {
            delivered: number;
            processing: number;
            waiting: number;
            completed: number;
            failed: number;
            expired: number;
            cancelled: number;
        };
        /** @description Id of the batch, unique in its workspace. */
        BatchId: components["schemas"]["MessageId"];
        BatchItemAccepted: {
            /** @description Place in `messages`, from 0. */
            index: number;
            /** @constant */
            status: "accepted";
            message_id: components["schemas"]["MessageId"];
            conversation_id: components["schemas"]["ConversationId"];
            routed_to: components["schemas"]["AgentName"];
            routing_strategy: components["schemas"]["RoutingStrategy"];
            /** Format: date-time */
            timestamp: string;
            deliveries?: {
                message_id: components["schemas"]["MessageId"];
                routed_to: components["schemas"]["AgentName"];
            }[];
            follow_url?: string;
        };
        BatchItemRefused: {
            /** @description Place in `messages`, from 0. */
            index: number;
            /** @constant */
            status: "refused";
            error: {
                code: string;
                message: string;
                details: {
                    [key: string]: unknown;
                };
                timestamp: string;
                request_id: string;
            };
        };
        BatchList: {
            batches: components["schemas"]["BatchSummary"][];
            next_cursor?: string;
        };
        BatchNotice: {
            /** @enum {string} */
            type: "batch.completed";
            /** Format: date-time */
            timestamp: string;
            data: {
                batch_id: string;
                accepted: number;
                refused: number;
                /** @description Where its results are. */
                path: string;
            };
        };
        BatchRemembered: {
            batch_id: string;
            entities_created: number;
            entities_updated: number;
            failed_entities: number;
            processing_time_ms: number;
            results: {
                entity_name: components["schemas"]["EntityName"];
                /** @enum {string} */
                status: "created" | "updated" | "failed";
                entity_id?: string;
                error?: string;
            }[];
        };
        BatchResultAccepted: {
            /** @description Place in `messages`, from 0. */
            index: number;
            /** @constant */
            status: "accepted";
            message_id: components["schemas"]["MessageId"];
            conversation_id: components["schemas"]["ConversationId"];
            routed_to: components["schemas"]["AgentName"];
            routing_strategy: components["schemas"]["RoutingStrategy"];
            /** Format: date-time */
            timestamp: string;
            deliveries?: {
                message_id: components["schemas"]["MessageId"];
                routed_to: components["schemas"]["AgentName"];
            }[];
            follow_url?: string;
            /** @description Absent: it was deleted since. */
            state?: components["schemas"]["MessageStatus"];
            /** @description What was answered, if anything was. */
            reply: components["schemas"]["Message"] | null;
        };
        /** @enum {string} */
        BatchStatus: "active" | "completed";
        BatchSummary: {
            batch_id: components["schemas"]["BatchId"];
            status: components["schemas"]["BatchStatus"];
            accepted: number;
            refused: number;
            /** Format: date-time */
            created: string;
            completed: string | null;
        };
        /** @enum {string} */
        CancelOutcome: "cancelled" | "cancelling" | "settled";
        /** @description Why it is cancelled, for those who read the conversation later. */
        CancelRequest: {
            reason?: string;
        };
        Cancellation: {
            message_id?: components["schemas"]["MessageId"];
            conversation_id: components["schemas"]["ConversationId"];
            outcome: components["schemas"]["CancelOutcome"];
            /** @description The message itself, then those that it caused; the first 1,000 of them. */
            messages: {
                message_id: components["schemas"]["MessageId"];
                outcome: components["schemas"]["CancelOutcome"];
                status: components["schemas"]["MessageStatus"];
            }[];
            counts: {
                cancelled: number;
                cancelling: number;
                settled: number;
            };
        };
        CapabilitiesChecked: {
            /** @description Whether an agent may have all of them. */
            valid: boolean;
            capabilities: {
                name: string;
                /** @enum {string} */
                status: "valid" | "warning" | "invalid";
                message?: string;
                existing_providers: number;
                /** @enum {string} */
                competition_level: "none" | "low" | "medium";
            }[];
            conflicts: {
                capability: string;
                agents: string[];
                message: string;
            }[];
            recommendations: {
                type: string;
                message: string;
            }[];
        };
        CapabilityCheck: {
            capabilities: string[];
            /** @description Default: true. */
            check_conflicts?: boolean;
        };
        CapabilityDetail: {
            capability: components["schemas"]["CapabilityName"];
            description: string;
            agents: components["schemas"]["CapabilityProvider"][];
            routing_strategy: components["schemas"]["RoutingStrategy"];
            total_requests: number;
            avg_response_time: string;
        };
        CapabilityList: {
            capabilities: components["schemas"]["CapabilitySummary"][];
        };
        CapabilityMatches: {
            query: string;
            matches: {
                capability: components["schemas"]["CapabilityName"];
                similarity: number;
                description: string;
                agents: components["schemas"]["AgentName"][];
            }[];
        };
        /** @description A capability. */
        CapabilityName: string;
        CapabilityProvider: {
            name: components["schemas"]["AgentName"];
            status: string;
            confidence: number;
            load: components["schemas"]["LoadLevel"];
            last_used: string | null;
            success_rate: number;
            avg_response_time: string;
            requests: number;
        };
        CapabilitySearch: {
            query: string;
            /** @default 10 */
            limit?: number;
            /** @default 0 */
            min_similarity?: number;
        };
        CapabilitySummary: {
            name: components["schemas"]["CapabilityName"];
            agents: components["schemas"]["AgentName"][];
            description: string;
            load: components["schemas"]["LoadLevel"];
            avg_response_time: string;
        };
        ChangeMemoryConfig: {
            retention_policy?: {
                /** @description Entities of the whole workspace; beyond them new ones are refused. */
                max_entities?: number;
                /** @description Entities of one agent, one conversation, or the workspace: the weakest go. */
                max_entities_per_scope?: number | null;
                /** @description What was neither written nor used in an answer for so long goes. */
                max_age_days?: number | null;
                /** @description Facts that gave way to others longer ago go from the history, and what relations were before a change. */
                max_superseded_days?: number | null;
                /** @description Retractions of longer ago go, with the facts that they took back. */
                max_retractions_days?: number | null;
                /** @description Records of answers that used a memory go; the latest of each memory stays. */
                max_uses_days?: number | null;
                /** @description What is more doubtful goes, after a day. */
                min_confidence?: number;
                /** @description What is weaker goes, after a day. */
                min_strength?: number;
                /** @description In so many days without being written or used, strength halves. */
                strength_half_life_days?: number | null;
                cleanup_frequency?: string;
            };
            backend?: string;
            embedding_model?: string;
            embedding_dimensions?: number | null;
            default_memory_scope?: string;
            performance_settings?: {
                [key: string]: unknown;
            };
            external_backends?: {
                [key: string]: unknown;
            };
        };
        ConfigurationChange: {
            path: string;
            /** @enum {string} */
            kind: "added" | "removed" | "changed";
            before?: unknown;
            after?: unknown;
        };
        ConfigurationCheck: {
            /** @description The configuration, as an object or as JSON text. */
            content: {
                [key: string]: unknown;
            } | string;
            /** @description Tools and capabilities of rules that do not exist are errors. Default: false. */
            strict_mode?: boolean;
            /** @description Default: true. */
            check_tool_availability?: boolean;
        };
        ConfigurationChecked: {
            /** @description Whether it would be deployed as it is. */
            valid: boolean;
            errors: components["schemas"]["ConfigurationFault"][];
            warnings: components["schemas"]["DeploymentWarning"][];
            /** @description As it would be deployed, with every default; absent when it is not valid. */
            parsed_config?: {
                [key: string]: unknown;
            };
            validation_results: {
                schema_compliance: boolean;
                name_uniqueness: boolean;
                capability_availability: boolean;
                tool_availability: boolean;
                prompt_structure: boolean;
                memory_configuration: boolean;
            };
            estimated_resources: {
                /** @description Of its own prompts, without the message and what is added to it. */
                tokens_per_request_estimate: number;
            };
        };
        ConfigurationFault: {
            field: string;
            rule: string;
            message: string;
            allowed?: string[];
        };
        ConfigurationTrial: {
            /** @description The configuration, as an object or as JSON text. */
            content: {
                [key: string]: unknown;
            } | string;
            test_scenarios: components["schemas"]["TrialScenario"][];
            /** @description Tools that are really run. The others are answered as not run. Default: none. */
            allow_tools?: string[];
            /** @description For all scenarios together, waiting for a worker included. Default: 30. */
            timeout_seconds?: number;
        };
        ConversationDetail: {
            id: components["schemas"]["ConversationId"];
            participants: string[];
            message_count: number;
            status: components["schemas"]["ConversationStatus"];
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            last_activity: string;
            /**
             * Format: date-time
             * @description Since when it is in the archive.
             */
            archived?: string;
            conversation_id: components["schemas"]["ConversationId"];
            pending: number;
            tokens: {
                input: number;
                output: number;
            };
            /** @description Of its turns so far, in the currency of CAXTON_PRICES; models without a price cost nothing here. */
            cost: number;
            messages: components["schemas"]["Message"][];
            next_cursor?: string;
            /** @description What people have to decide before it goes on. Absent: nothing. */
            waiting_for?: components["schemas"]["AwaitedDecision"][];
        };
        ConversationEvent: {
            /** @description Sequence in the conversation, from 1. */
            id?: number;
            /** @enum {string} */
            type: "message.accepted" | "turn.started" | "message.delta" | "tool.called" | "tool.returned" | "turn.retried" | "turn.suspended" | "approval.requested" | "approval.decided" | "approval.expired" | "artifact.created" | "delegation.failed" | "message.replied" | "message.sent" | "message.failed" | "message.expired" | "message.cancelled" | "message.requeued" | "conversation.completed";
            conversation_id: string;
            at: string;
            data: {
                [key: string]: unknown;
            };
            /**
             * @description The follower was told this event while it happened; only its number is new.
             * @constant
             */
            told_live?: true;
        };
        ConversationGraph: {
            conversation_id: components["schemas"]["ConversationId"];
            message_count: number;
            nodes: components["schemas"]["GraphNode"][];
            /** @description Of the messages of this page; they lead to earlier messages, also of pages before. */
            edges: components["schemas"]["GraphEdge"][];
            next_cursor?: string;
        };
        /** @description Id of the conversation. */
        ConversationId: string;
        ConversationKept: {
            conversation_id: components["schemas"]["ConversationId"];
            /** @enum {string} */
            status: "archived" | "completed" | "active" | "deleted";
        };
        ConversationList: {
            conversations: components["schemas"]["ConversationSummary"][];
            next_cursor?: string;
        };
        ConversationMessages: {
            conversation_id: components["schemas"]["ConversationId"];
            messages: components["schemas"]["Message"][];
            next_cursor?: string;
        };
        ConversationOperation: {
            /** @description null: a dry run. */
            operation_id: string | null;
            /** @enum {string} */
            action: "archive" | "restore" | "delete";
            /** @enum {string} */
            status: "running" | "completed" | "cancelled";
            dry_run: boolean;
            /** @description Conversations so far, or that it would be. */
            count: number;
            /** @description Of a dry run: false when counting took too long and there are more. */
            is_whole: boolean;
            /** @description Which conversations are meant. */
            filter: {
                /** @enum {string} */
                status: "completed" | "archived";
                /** Format: date-time */
                last_activity_before?: string;
                /** Format: date-time */
                archived_after?: string;
                agent?: string;
                capability?: string;
                conversation_ids?: components["schemas"]["ConversationId"][];
            };
            /** Format: date-time */
            created: string;
            ended: string | null;
            progress_url: string | null;
        };
        ConversationOperationList: {
            operations: components["schemas"]["ConversationOperation"][];
        };
        /** @description A record of an export. Without the record end, the export was cut. */
        ConversationRecord: {
            id: components["schemas"]["ConversationId"];
            participants: string[];
            message_count: number;
            status: components["schemas"]["ConversationStatus"];
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            last_activity: string;
            /**
             * Format: date-time
             * @description Since when it is in the archive.
             */
            archived?: string;
            /** @constant */
            record: "conversation";
            /** Format: date-time */
            exported_at: string;
        } | {
            id: components["schemas"]["MessageId"];
            performative: components["schemas"]["Performative"];
            sender: string;
            receiver?: string;
            capability_target?: components["schemas"]["CapabilityName"];
            routed_to?: components["schemas"]["AgentName"];
            in_reply_to?: components["schemas"]["MessageId"];
            /** @description The failure reply that this one takes the place of. */
            supersedes?: components["schemas"]["MessageId"];
            content: {
                [key: string]: unknown;
            };
            status?: components["schemas"]["MessageStatus"];
            metadata?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            timestamp: string;
            /** @constant */
            record: "message";
        } | {
            /** @description Number in the turn, from 1; numbers may be missing. */
            step: number;
            kind: components["schemas"]["StepKind"];
            /** @description The model, the tool, or the name of the step. */
            name: string;
            state: components["schemas"]["StepState"];
            /** @description Of a call of a tool, what it was made with; of long ones the beginning of their JSON. Null: it is none. */
            arguments: unknown;
            /** @description Of a call that people decided about, at `/api/v1/approvals/{id}`. */
            approval_id: components["schemas"]["ApprovalId"] | null;
            /** @description A person edited the arguments of the call. */
            edited: boolean;
            /** @description How often it was begun; replays do not count. */
            attempts: number;
            /** @description What was sent along as `Idempotency-Key`. Null: nothing changes outside. */
            idempotency_key: string | null;
            tokens: {
                input: number;
                output: number;
            };
            /** Format: date-time */
            started_at: string;
            finished_at: string | null;
            duration_ms: number | null;
            /** @constant */
            record: "step";
            message_id: components["schemas"]["MessageId"];
        } | {
            artifact_id: components["schemas"]["ArtifactId"];
            name: string;
            media_type: string;
            size_bytes: number;
            /** @description Where its bytes are, on this server. */
            url: string;
            /** @description How agents and tools are told of it, as a `data_source` for example. */
            reference: string;
            sha256: string;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** @description null: it is kept until it is removed. */
            expires_at: string | null;
            conversation_id: components["schemas"]["ConversationId"] | null;
            /** @description The message whose turn produced it. */
            message_id: components["schemas"]["MessageId"] | null;
            /** @description The tool that produced it. */
            tool: string | null;
            /** @constant */
            record: "artifact";
        } | {
            /** @constant */
            record: "end";
            messages: number;
            steps: number;
            artifacts: number;
        };
        /** @enum {string} */
        ConversationStatus: "active" | "completed" | "archived";
        ConversationSummary: {
            id: components["schemas"]["ConversationId"];
            participants: string[];
            message_count: number;
            status: components["schemas"]["ConversationStatus"];
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            last_activity: string;
            /**
             * Format: date-time
             * @description Since when it is in the archive.
             */
            archived?: string;
        };
        Dashboard: {
            system: {
                /** @enum {string} */
                status: "healthy" | "degraded" | "unhealthy";
                uptime: string;
                version: string;
            };
            agents: {
                total: number;
                running: number;
                config_agents: number;
                /** @description None: there are code agents in their place. */
                wasm_agents: number;
                code_agents: number;
            };
            capabilities: {
                total: number;
                /** @description Those that a running agent has. */
                active: number;
                /** @description Of what was answered today (UTC); of all that ever was, before the first. */
                avg_response_time: string;
            };
            memory: {
                /** @enum {string} */
                backend: "embedded" | "postgres";
                entities: number;
                relationships: number;
                usage: string;
            };
            conversations: {
                active: number;
                /** @description Begun today (UTC). */
                total_today: number;
                /** @description Of those that ended today, from the message that began them or took them up. */
                avg_duration: string;
            };
        };
        DeadLetter: {
            message_id: components["schemas"]["MessageId"];
            conversation_id: components["schemas"]["ConversationId"];
            performative: components["schemas"]["Performative"];
            sender: string;
            agent: components["schemas"]["AgentName"];
            capability: components["schemas"]["CapabilityName"] | null;
            code: string;
            reason: string;
            retryable: boolean;
            attempts: number;
            crashes: number;
            /** @description How often it has been put back so far. */
            requeues: number;
            /** Format: date-time */
            accepted_at: string;
            /** Format: date-time */
            failed_at: string;
        };
        DeadLetterDetail: {
            message_id: components["schemas"]["MessageId"];
            conversation_id: components["schemas"]["ConversationId"];
            /** @enum {string} */
            state: "dead" | "requeued" | "discarded";
            status: components["schemas"]["MessageStatus"];
            performative: components["schemas"]["Performative"];
            sender: string;
            agent: components["schemas"]["AgentName"];
            capability: components["schemas"]["CapabilityName"] | null;
            content: {
                [key: string]: unknown;
            };
            metadata: {
                [key: string]: unknown;
            } | null;
            error: {
                [key: string]: unknown;
            } | null;
            attempts: number;
            crashes: number;
            requeues: number;
            reply_by: string | null;
            /** Format: date-time */
            accepted_at: string;
            failed_at: string | null;
            requeued_at: string | null;
            discarded_at: string | null;
            discarded_by: string | null;
            /** @description The oldest first. */
            history: components["schemas"]["DeadLetterEntry"][];
            replies: components["schemas"]["MessageId"][];
        };
        DeadLetterDiscarded: {
            message_id: components["schemas"]["MessageId"];
            conversation_id: components["schemas"]["ConversationId"];
            /** @constant */
            state: "discarded";
            /** Format: date-time */
            discarded_at: string;
            discarded_by: string;
        };
        DeadLetterEntry: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "retried" | "crashed" | "failed" | "requeued" | "discarded";
            attempt?: number;
            by?: string;
            agent?: components["schemas"]["AgentName"];
            error?: {
                [key: string]: unknown;
            };
        };
        DeadLetterFilter: {
            /** @description Only of this agent. */
            agent?: components["schemas"]["AgentName"];
            /** @description Only sent to this capability. */
            capability?: components["schemas"]["CapabilityName"];
            /** @description Only those that failed for this reason. */
            code?: components["schemas"]["FailureCode"];
            /** @description Only of this conversation. */
            conversation?: components["schemas"]["ConversationId"];
            /** @description Only those that failed then or later. */
            since?: string & (unknown & unknown);
            /** @description Only those that failed before then. */
            until?: string & (unknown & unknown);
        };
        DeadLetterList: {
            dead_letters: components["schemas"]["DeadLetter"][];
            next_cursor?: string;
        };
        DeadLetterRequeued: {
            message_id: components["schemas"]["MessageId"];
            conversation_id: components["schemas"]["ConversationId"];
            agent: components["schemas"]["AgentName"];
            status: components["schemas"]["MessageStatus"];
            /** @description false: it had been put back already. */
            requeued: boolean;
            requeues: number;
            /** Format: date-time */
            requeued_at: string;
            reply_by: string | null;
        };
        DeadLettersRequeued: {
            dry_run: boolean;
            matched: number;
            requeued: number;
            /** @description Put back, or to be put back. */
            message_ids: components["schemas"]["MessageId"][];
            skipped: {
                message_id: components["schemas"]["MessageId"];
                code: string;
                reason: string;
            }[];
            /** @description The filter means more than `limit`: ask again. */
            more: boolean;
        };
        /** @description A message to a capability that follows from an answer, without a model deciding so. */
        DelegationRule: {
            to: components["schemas"]["CapabilityName"];
            /** @description A JMESPath expression over the answer (docs/workflows.md). */
            when?: string;
            /**
             * @description Default: request.
             * @enum {string}
             */
            performative?: "request" | "inform" | "query" | "propose" | "cfp";
            /** @description What is sent: names, and what stands under each. By default the content of the answer. */
            content?: {
                [key: string]: string;
            };
        };
        DeleteConversations: {
            /** @description Whose last activity is longer ago than this. */
            older_than: string;
            /**
             * @default archived
             * @enum {string}
             */
            status?: "archived" | "completed";
            /** @description Only those that this agent takes part in. */
            agent?: components["schemas"]["AgentName"];
            /** @description Only those in which it was asked. */
            capability?: components["schemas"]["CapabilityName"];
            /**
             * @description Only count; change nothing.
             * @default false
             */
            dry_run?: boolean;
        };
        Delivery: {
            /** @description The header `webhook-id`, in every attempt. */
            delivery_id: string;
            webhook_id: string;
            event: string;
            conversation_id: string | null;
            /** @enum {string} */
            status: "waiting" | "delivered" | "failed";
            /** @description The last 20. */
            attempts: components["schemas"]["DeliveryAttempt"][];
            /** @description null while an attempt is made. */
            next_attempt_at: string | null;
            /** Format: date-time */
            created_at: string;
            settled_at: string | null;
        };
        DeliveryAttempt: {
            /** Format: date-time */
            at: string;
            /** @description HTTP status of the answer, if there was one. */
            status: number | null;
            problem: string | null;
            duration_ms: number;
        };
        DeliveryId: string;
        DeliveryPage: {
            deliveries: components["schemas"]["Delivery"][];
            next_cursor?: string;
        };
        DeploymentWarning: {
            field: string;
            code: string;
            message: string;
        };
        DetailedHealth: {
            /**
             * @description That of the worst part.
             * @enum {string}
             */
            status: "healthy" | "degraded" | "unhealthy";
            version: string;
            uptime: string;
            components: {
                [key: string]: {
                    /** @enum {string} */
                    status: "healthy" | "degraded" | "unhealthy";
                    /** @description What was seen. */
                    detail: string;
                    /** @description What to do about it. */
                    remedy?: string;
                };
            };
        };
        EntitiesRelated: {
            relation_id: string;
            from_entity: components["schemas"]["EntityName"];
            to_entity: components["schemas"]["EntityName"];
            relation_type: string;
            strength: number;
            confidence: number;
            bidirectional: boolean;
            metadata: {
                [key: string]: unknown;
            };
            /** @description One more with each change of it. */
            version: number;
            valid_from: string | null;
            valid_to: string | null;
            /** @description What it is now was said in a turn that had read content from outside. */
            tainted: boolean;
            memory_scope: string;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        EntityForgotten: {
            entity_name: components["schemas"]["EntityName"];
            memory_scope: components["schemas"]["MemoryScope"];
            facts_deleted: number;
            relations_deleted: number;
            /** Format: date-time */
            forgotten_at: string;
        };
        /** @description Name of an entity, unique in its scope. */
        EntityName: string;
        EntityPinned: {
            entity_name: components["schemas"]["EntityName"];
            memory_scope: components["schemas"]["MemoryScope"];
            pinned: boolean;
        };
        EntityRemembered: {
            entity_id: string;
            entity_name: components["schemas"]["EntityName"];
            entity_type: string;
            observation_count: number;
            memory_scope: components["schemas"]["MemoryScope"];
            agent_id: components["schemas"]["AgentName"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            embedding_generated: boolean;
            version: number;
            superseded: number;
        };
        EraseSubject: {
            /** @description A name, in any spelling. */
            subject: string;
            /**
             * @description Whether memories that all workspaces share are searched as well.
             * @default false
             */
            include_global?: boolean;
            /** @default false */
            dry_run?: boolean;
            /**
             * @description Must be true unless `dry_run` is.
             * @default false
             */
            confirm?: boolean;
        };
        ErasureLifted: {
            lifted: boolean;
        };
        Error: {
            error: {
                code: string;
                message: string;
                details: {
                    [key: string]: unknown;
                };
                timestamp: string;
                request_id: string;
            };
        };
        ExampleList: {
            examples: {
                name: string;
                path: string;
                media_type: string;
                size_bytes: number;
            }[];
        };
        FactAccepted: {
            fact: components["schemas"]["MemoryFact"];
            superseded: components["schemas"]["MemoryFact"][];
        };
        FactsRetracted: {
            retraction_id: components["schemas"]["RetractionId"];
            retracted: components["schemas"]["MemoryFact"][];
            restored: components["schemas"]["MemoryFact"][];
            to_review: components["schemas"]["MemoryFact"][];
        };
        /** @description Why it failed. */
        FailureCode: string;
        ForeseenMessage: {
            agent: components["schemas"]["AgentName"];
            to: components["schemas"]["CapabilityName"];
            performative: components["schemas"]["Performative"];
            /** @description Under this condition only. */
            when?: string;
            /**
             * @description It would not be sent: whoever asks may not reach that.
             * @constant
             */
            refused?: "NOT_GRANTED";
        };
        ForeseenSubscriber: {
            agent: components["schemas"]["AgentName"];
            as: components["schemas"]["CapabilityName"];
            performative: components["schemas"]["Performative"];
            /** @description Under this condition only. */
            when?: string;
            /**
             * @description It would not be sent: whoever asks may not reach that.
             * @constant
             */
            refused?: "NOT_GRANTED";
        };
        /** @description Which agents and capabilities may be addressed, by name or by the beginning of names (`data-*`). A list that is left out bounds nothing; an empty one allows none. */
        Grants: {
            agents?: (components["schemas"]["AgentName"] | string)[];
            capabilities?: (components["schemas"]["CapabilityName"] | string)[];
        };
        GraphEdge: {
            from: components["schemas"]["MessageId"];
            to: components["schemas"]["MessageId"];
            /** @enum {string} */
            kind: "in_reply_to" | "caused_by";
        };
        GraphNode: {
            id: components["schemas"]["MessageId"];
            /** @description Place in the conversation, from 1. */
            seq: number;
            performative: components["schemas"]["Performative"];
            sender: string;
            receiver?: string;
            capability?: components["schemas"]["CapabilityName"];
            /** @description Whose mail it is. Absent: a client reads it. */
            agent?: components["schemas"]["AgentName"];
            /** @description The rule of its sender that sent it, such as `on_reply[0]`. */
            rule?: string;
            /** @description Of mail only. */
            status?: components["schemas"]["MessageStatus"];
            /** @description What people have to decide before it goes on. Absent: nothing. */
            waiting_for?: components["schemas"]["AwaitedDecision"][];
            error_code?: string;
            /** @description How many messages caused it, one after another. */
            hops: number;
            /** @description Which agents and capabilities its work may reach. Absent: all. */
            grants?: components["schemas"]["Grants"];
            /** Format: date-time */
            accepted_at: string;
            started_at: string | null;
            settled_at: string | null;
            /** @description What its turn called, the first 50, for as long as steps are kept. */
            tool_calls?: components["schemas"]["GraphToolCall"][];
            /** @description Files attached to it. */
            artifacts?: {
                [key: string]: unknown;
            }[];
        };
        GraphToolCall: {
            step: number;
            tool: string;
            state: components["schemas"]["StepState"];
            duration_ms: number | null;
        };
        Health: {
            /** @enum {string} */
            status: "healthy" | "degraded" | "unhealthy";
            version: string;
            memory_backend: string;
            /** @description Absent where credentials are required: anybody may ask for health. */
            agents_count?: number;
            uptime: string;
            /** @enum {string} */
            mode: "embedded" | "database" | "scale-out";
            /** @description Workers that take turns now. */
            workers?: number;
            llm?: {
                provider: string;
                model: string;
            };
            checks: {
                [key: string]: string;
            };
            /** @description What should be put right although the server works. */
            notes?: string[];
        };
        /** @description A tool behind an HTTP endpoint. */
        HttpToolDefinition: {
            name: components["schemas"]["RegisteredToolName"];
            /** @description What it does and when to use it, for the model. */
            description: string;
            examples?: string[];
            /** @description Where it is called. {name} in the path is an argument. */
            url: string;
            /** @enum {string} */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description JSON Schema (2020-12) of the arguments: an object. */
            parameters?: {
                [key: string]: unknown;
            };
            /** @description Where each argument goes. By default: into the path where the URL names it, else into the query for GET and DELETE and into a JSON body otherwise. */
            arguments?: {
                [key: string]: {
                    /** @enum {string} */
                    in: "path" | "query" | "header" | "body";
                    /** @description Under which name there. */
                    name?: string;
                };
            };
            /** @description Headers of every request. Secrets by reference only. */
            headers?: {
                [key: string]: string | components["schemas"]["SecretReference"];
            };
            safety?: components["schemas"]["ToolSafety"];
            /** @description A duration such as 30s, 2m15s or 24h. */
            timeout?: string;
            max_response_bytes?: number;
        };
        /** @description What the tool is from now on, all of it. */
        HttpToolReplacement: {
            /** @description What it does and when to use it, for the model. */
            description: string;
            examples?: string[];
            /** @description Where it is called. {name} in the path is an argument. */
            url: string;
            /** @enum {string} */
            method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            /** @description JSON Schema (2020-12) of the arguments: an object. */
            parameters?: {
                [key: string]: unknown;
            };
            /** @description Where each argument goes. By default: into the path where the URL names it, else into the query for GET and DELETE and into a JSON body otherwise. */
            arguments?: {
                [key: string]: {
                    /** @enum {string} */
                    in: "path" | "query" | "header" | "body";
                    /** @description Under which name there. */
                    name?: string;
                };
            };
            /** @description Headers of every request. Secrets by reference only. */
            headers?: {
                [key: string]: string | components["schemas"]["SecretReference"];
            };
            safety?: components["schemas"]["ToolSafety"];
            /** @description A duration such as 30s, 2m15s or 24h. */
            timeout?: string;
            max_response_bytes?: number;
            name?: components["schemas"]["RegisteredToolName"];
        };
        /** @description Whom the server takes the sender of a request for. */
        Identity: {
            /** @enum {string} */
            kind: "local" | "user" | "key";
            id: string;
            name: string;
            workspace: string;
            roles: components["schemas"]["Role"][];
            scopes: components["schemas"]["Scope"][];
            grants: components["schemas"]["Grants"];
        };
        LiftErasure: {
            /** @description A name, in any spelling. */
            subject: string;
            /**
             * @description Whether memories that all workspaces share are searched as well.
             * @default false
             */
            include_global?: boolean;
        };
        Liveness: {
            /** @constant */
            status: "alive";
        };
        /** @description Overrides of the server-wide model settings. */
        LlmSettings: {
            /** @enum {string} */
            provider?: "anthropic" | "openai" | "openai-compatible" | "ollama" | "embedded" | "scripted";
            model?: string;
            temperature?: number;
            max_tokens?: number;
            top_p?: number;
            /** @enum {string} */
            fallback_provider?: "anthropic" | "openai" | "openai-compatible" | "ollama" | "embedded" | "scripted";
            /** @description Answers when the model cannot: it is spared, or failed as often as it is asked. */
            fallback_model?: string;
        } & {
            [key: string]: unknown;
        };
        /** @enum {string} */
        LoadLevel: "low" | "medium" | "high";
        LoggedOut: {
            /** @constant */
            status: "logged_out";
        };
        Login: {
            /** @description For `Authorization: Bearer`. */
            token: string;
            /** @description Seconds that the token is taken. */
            expires_in: number;
            /** @description Gives a new token once, at POST /api/v1/auth/refresh. */
            refresh_token: string;
            /** @description Set while only POST /api/v1/auth/password is allowed. */
            password_change_required?: boolean;
        };
        LoginRequest: {
            username: string;
            /** Format: password */
            password: string;
        };
        McpApproval: {
            /** @description By name on the server, the hash of what is approved. */
            tools: {
                [key: string]: string;
            };
        };
        /** @description A registered MCP server with its tools. */
        McpServer: {
            name: string;
            /** @enum {string} */
            transport: "http" | "stdio";
            url?: string;
            /** @description Headers of every request. Secrets by reference only. */
            headers?: {
                [key: string]: string | components["schemas"]["SecretReference"];
            };
            allowed_tools?: string[];
            safety?: {
                [key: string]: components["schemas"]["ToolSafety"];
            };
            trust_annotations: boolean;
            /** @enum {string} */
            new_tools: "ask" | "approve";
            timeout: string;
            /**
             * @description How the last attempt to speak with it ended; `not_seen`: there was none.
             * @enum {string}
             */
            status: "reachable" | "unreachable" | "not_seen";
            /** @description Why it could not be spoken with. */
            problem?: string;
            /** @description Attempts in a row that failed. */
            failures: number;
            /** Format: date-time */
            last_reached_at?: string;
            /** Format: date-time */
            last_failed_at?: string;
            protocol_version?: string;
            awaiting_approval: number;
            tools: components["schemas"]["McpTool"][];
            /** Format: date-time */
            registered_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description An MCP server and how it is reached. */
        McpServerDefinition: {
            name: components["schemas"]["McpServerName"];
            /**
             * Format: uri
             * @description Of its Streamable HTTP endpoint.
             */
            url: string;
            /** @description Headers of every request. Secrets by reference only. */
            headers?: {
                [key: string]: string | components["schemas"]["SecretReference"];
            };
            /** @description Its only tools that agents may be given, by their names there. */
            allowed_tools?: string[];
            /** @description What repeating a call of a tool does, by its name there. Without it a tool is unsafe, whatever the server says of it. */
            safety?: {
                [key: string]: components["schemas"]["ToolSafety"];
            };
            /** @description Whether what the server says of the safety of its tools is believed. */
            trust_annotations?: boolean;
            /**
             * @description `ask`, the default: tools that come later wait for an approval. `approve`: only changed ones do.
             * @enum {string}
             */
            new_tools?: "ask" | "approve";
            /** @description Of one call with all that it takes, from 100ms to 60s. */
            timeout?: string;
        };
        McpServerList: {
            servers: components["schemas"]["McpServer"][];
            total: number;
        };
        /** @description Name of the MCP server. */
        McpServerName: string;
        McpServerRemoved: {
            name: string;
            /** @constant */
            status: "removed";
        };
        /** @description A tool of an MCP server, as the server was last seen to offer it. */
        McpTool: {
            /** @description As agents name it. */
            name: string;
            /** @description Its name on the server. */
            offered_as: string;
            /** @enum {string} */
            status: "approved" | "awaiting_approval" | "gone" | "not_allowed" | "unusable";
            /** @description Why it is not approved. */
            why?: string;
            safety: components["schemas"]["ToolSafety"];
            /** @description Of what the server offers now; it is what is approved. */
            hash: string;
            approved_hash?: string;
            title?: string;
            /** @description In the server's words, which are not trusted. Characters that nobody sees are written out. */
            description: string;
            parameters: {
                [key: string]: unknown;
            };
            output_schema?: {
                [key: string]: unknown;
            };
            annotations: {
                [key: string]: unknown;
            };
            /** @description What was approved, where the server says something else now; models go on reading it. */
            approved?: {
                title?: string;
                /** @description In the server's words, which are not trusted. Characters that nobody sees are written out. */
                description: string;
                parameters: {
                    [key: string]: unknown;
                };
                output_schema?: {
                    [key: string]: unknown;
                };
                annotations: {
                    [key: string]: unknown;
                };
            };
        };
        MemoryCleared: {
            agent_id: components["schemas"]["AgentName"];
            memory_scope: string;
            entities_deleted: number;
            relations_deleted: number;
            /** Format: date-time */
            cleared_at: string;
        };
        MemoryConfig: {
            /** @enum {string} */
            backend: "embedded_postgres" | "postgres";
            embedding_model: string;
            /** @description Null until an embedding endpoint has answered for the first time. */
            embedding_dimensions: number | null;
            default_memory_scope: components["schemas"]["MemoryScope"];
            retention_policy: components["schemas"]["RetentionPolicy"];
            performance_settings: components["schemas"]["MemoryPerformanceSettings"];
            /** @description Never enabled: Postgres with pgvector is the only backend. */
            external_backends: {
                neo4j: {
                    enabled: boolean;
                    connection_url: string | null;
                };
                qdrant: {
                    enabled: boolean;
                    connection_url: string | null;
                };
            };
        };
        MemoryConfigChanged: {
            updated: boolean;
            changes: string[];
            restart_required: boolean;
            /** Format: date-time */
            applied_at: string;
            retention_policy: components["schemas"]["RetentionPolicy"];
        };
        MemoryDecision: {
            agent_id: components["schemas"]["AgentName"];
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            conversation_id?: components["schemas"]["ConversationId"];
            reason?: string;
        };
        MemoryEntities: {
            entities: {
                entity_id: string;
                entity_name: components["schemas"]["EntityName"];
                entity_type: string;
                memory_scope: components["schemas"]["MemoryScope"];
                confidence: number;
                strength: number;
                pinned: boolean;
                observation_count: number;
                created_by: string;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                updated_at: string;
            }[];
            next_cursor: string | null;
        };
        MemoryEntity: {
            entity_id: string;
            entity_name: components["schemas"]["EntityName"];
            entity_type: string;
            memory_scope: string;
            confidence: number;
            strength: number;
            version: number;
            pinned: boolean;
            /** @description A fact that holds was learned in a turn that had read content from outside. */
            tainted: boolean;
            metadata: {
                [key: string]: unknown;
            };
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            valid_from: string | null;
            valid_to: string | null;
            observations: {
                observation_id: string;
                content: string;
                predicate: string | null;
                confidence: number;
                /** @enum {string} */
                state: "current" | "superseded" | "retracted" | "review";
                superseded_by: string | null;
                /** Format: date-time */
                valid_from: string;
                valid_to: string | null;
                created_by: string;
                source_message_id: string | null;
                /** Format: date-time */
                created_at: string;
                tainted: boolean;
            }[];
        };
        MemoryEntityRecord: {
            /** @constant */
            record?: "entity";
            entity_id?: string;
            entity_name: components["schemas"]["EntityName"];
            /** @description What kind of thing it is. */
            entity_type: string;
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            agent_id?: components["schemas"]["AgentName"] | null;
            conversation_id?: components["schemas"]["ConversationId"] | null;
            confidence?: number;
            strength?: number;
            version?: number;
            /** @enum {string} */
            state?: "current" | "retracted";
            pinned?: boolean;
            metadata?: {
                [key: string]: unknown;
            };
            created_by?: string;
            source_message_id?: string | null;
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            updated_at?: string;
            valid_from?: string | null;
            valid_to?: string | null;
            recalled_at?: string | null;
            recalls?: number;
            /**
             * @description Every fact, also those that no longer hold, in their order.
             * @default []
             */
            observations: (string | {
                observation_id?: string;
                content: string;
                predicate?: string | null;
                confidence?: number;
                /** @enum {string} */
                state?: "current" | "superseded" | "retracted" | "review";
                superseded_by?: string | null;
                review_reason?: string | null;
                derived_from?: string[];
                /** Format: date-time */
                valid_from?: string;
                valid_to?: string | null;
                created_by?: string;
                source_message_id?: string | null;
                /** Format: date-time */
                created_at?: string;
                tainted?: boolean;
            })[];
            /**
             * @description Answers that it went into.
             * @default []
             */
            uses: {
                message_id: string;
                /** Format: date-time */
                used_at: string;
            }[];
            /** @default [] */
            embeddings: {
                model: string;
                /** @default 0 */
                chunk: number;
                embedding: number[];
            }[];
        };
        MemoryExport: {
            export_metadata: {
                /** @constant */
                record: "export_metadata";
                /** @constant */
                version: "1.0";
                agent_id: string | null;
                conversation_id: string | null;
                memory_scope: string | null;
                /** Format: date-time */
                exported_at: string;
                entity_count: number;
                relation_count: number;
                /** @enum {string} */
                format: "json" | "jsonl";
                include_embeddings: boolean;
                embedding_model: string;
                embedding_dimensions: number | null;
            };
            entities: components["schemas"]["MemoryEntityRecord"][];
            relations: components["schemas"]["MemoryRelationRecord"][];
        };
        MemoryFact: {
            observation_id: components["schemas"]["ObservationId"];
            entity_name: components["schemas"]["EntityName"];
            entity_type: string;
            memory_scope: components["schemas"]["MemoryScope"];
            content: string;
            predicate: string | null;
            confidence: number;
            /** @enum {string} */
            state: "current" | "superseded" | "retracted" | "review";
            /** Format: date-time */
            valid_from: string;
            valid_to: string | null;
            /** @description It was learned in a turn that had read content from outside. */
            tainted: boolean;
        };
        MemoryGraph: {
            root_entity: components["schemas"]["EntityName"];
            graph: {
                nodes: {
                    entity_name: components["schemas"]["EntityName"];
                    entity_type: string;
                    depth: number;
                    observations?: string[];
                }[];
                edges: {
                    relation_id: string;
                    from: components["schemas"]["EntityName"];
                    to: components["schemas"]["EntityName"];
                    relation_type: string;
                    strength: number;
                    confidence: number;
                    bidirectional: boolean;
                    valid_from: string | null;
                    valid_to: string | null;
                }[];
            };
            traversal_stats: {
                max_depth: number;
                nodes_found: number;
                edges_found: number;
                traversal_time_ms: number;
                truncated: boolean;
            };
        };
        MemoryHealth: {
            /** @enum {string} */
            status: "healthy" | "degraded";
            checks: {
                /** @enum {string} */
                check: "database_connectivity" | "embedding_model_loaded" | "index_integrity" | "orphaned_relations" | "waiting_embeddings";
                /** @enum {string} */
                status: "pass" | "warning";
                detail: string;
            }[];
            /**
             * Format: date-time
             * @description When indexes and orphans were last looked at.
             */
            last_check: string;
            /**
             * Format: date-time
             * @description From when on the next call looks at them anew.
             */
            next_check: string;
        };
        MemoryImpact: {
            fact: components["schemas"]["MemoryFact"];
            derived: components["schemas"]["MemoryFact"][];
            used_in: {
                message_id: components["schemas"]["MessageId"];
                /** Format: date-time */
                used_at: string;
            }[];
            uses: number;
            learned: components["schemas"]["MemoryFact"][];
        };
        MemoryImported: {
            import_id: string;
            dry_run: boolean;
            complete: boolean;
            entities_imported: number;
            entities_updated: number;
            entities_skipped: number;
            relations_imported: number;
            relations_updated: number;
            relations_skipped: number;
            conflicts_resolved: number;
            embeddings_used: number;
            embeddings_queued: number;
            processing_time_ms: number;
            problems: {
                line: number;
                field: string;
                message: string;
            }[];
        };
        MemoryMatches: {
            query: string;
            /** @enum {string} */
            mode: "semantic" | "keyword" | "hybrid";
            matches: {
                entity: components["schemas"]["EntityName"];
                similarity: number;
                content: string;
                metadata: {
                    type: string;
                    /** Format: date-time */
                    created: string;
                    entity_id: string;
                    memory_scope: string;
                    confidence: number;
                } & {
                    [key: string]: unknown;
                };
                /** @description With `include_relations`: those that begin at what was found and those that end at it, the strongest first, 50 at most. */
                relations?: {
                    relation_id: string;
                    relation_type: string;
                    /** @enum {string} */
                    direction: "outgoing" | "incoming";
                    from_entity: components["schemas"]["EntityName"];
                    to_entity: components["schemas"]["EntityName"];
                    bidirectional: boolean;
                    strength: number;
                    confidence: number;
                    valid_from: string | null;
                    valid_to: string | null;
                }[];
            }[];
        };
        MemoryPerformanceSettings: {
            /** @description Entities of one batch request at most; fixed. */
            batch_size: number;
            /** @description Searches that one process makes beside one another; more wait. `CAXTON_DATABASE_POOL`; the embedded Postgres makes one. */
            max_concurrent_searches: number;
            /** @description What the vectors kept for texts that come again may take, per process; fixed. Null until their length is known. */
            cache_size_mb: number | null;
        };
        MemoryQuality: {
            checked: {
                entities: number;
                facts: number;
            };
            facts: {
                current: number;
                superseded: number;
                retracted: number;
                review: number;
            };
            findings: {
                /** @enum {string} */
                kind: "duplicates" | "alike_names" | "contradictions" | "stale" | "unused" | "unembedded" | "doubtful";
                count: number;
                share: number;
                examples: {
                    entity_name: components["schemas"]["EntityName"];
                    memory_scope: components["schemas"]["MemoryScope"];
                    content: string;
                }[];
            }[];
        };
        MemoryRelation: {
            relation_id: string;
            from_entity: components["schemas"]["EntityName"];
            to_entity: components["schemas"]["EntityName"];
            relation_type: string;
            strength: number;
            confidence: number;
            bidirectional: boolean;
            metadata: {
                [key: string]: unknown;
            };
            /** @description One more with each change of it. */
            version: number;
            valid_from: string | null;
            valid_to: string | null;
            /** @description What it is now was said in a turn that had read content from outside. */
            tainted: boolean;
            memory_scope: components["schemas"]["MemoryScope"];
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * @description A relation that was retracted is followed nowhere; it is as it was.
             * @enum {string}
             */
            state: "current" | "retracted";
            source_message_id: string | null;
            /** @description Every version that is kept, the present one last. Of a retracted relation the last one has ended. */
            history: {
                version: number;
                strength: number;
                confidence: number;
                bidirectional: boolean;
                metadata: {
                    [key: string]: unknown;
                };
                valid_from: string | null;
                valid_to: string | null;
                created_by: string;
                source_message_id: string | null;
                /** Format: date-time */
                known_from: string;
                /** @description Null: it is so still. */
                known_to: string | null;
            }[];
        };
        MemoryRelationImpact: {
            relation: components["schemas"]["MemoryRelation"];
            used_in: {
                message_id: components["schemas"]["MessageId"];
                /** Format: date-time */
                used_at: string;
            }[];
            uses: number;
            learned: components["schemas"]["MemoryFact"][];
        };
        MemoryRelationRecord: {
            /** @constant */
            record?: "relation";
            relation_id?: string;
            from_entity: components["schemas"]["EntityName"];
            to_entity: components["schemas"]["EntityName"];
            relation_type: string;
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            agent_id?: components["schemas"]["AgentName"] | null;
            conversation_id?: components["schemas"]["ConversationId"] | null;
            /** @default 0.5 */
            strength: number;
            /** @default 1 */
            confidence: number;
            /** @default false */
            bidirectional: boolean;
            /** @default {} */
            metadata: {
                [key: string]: unknown;
            };
            version?: number;
            valid_from?: string | null;
            valid_to?: string | null;
            /** @enum {string} */
            state?: "current" | "retracted";
            created_by?: string;
            source_message_id?: string | null;
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            updated_at?: string;
            tainted?: boolean;
            changed_by?: string | null;
            changed_message_id?: string | null;
            changed_at?: string | null;
            /** @description What it was before, in the order of its versions. */
            history?: {
                /** @default 0.5 */
                strength: number;
                /** @default 1 */
                confidence: number;
                /** @default false */
                bidirectional: boolean;
                /** @default {} */
                metadata: {
                    [key: string]: unknown;
                };
                version?: number;
                valid_from?: string | null;
                valid_to?: string | null;
                created_by?: string;
                source_message_id?: string | null;
                /** Format: date-time */
                known_from: string;
                /** Format: date-time */
                known_to: string;
            }[];
            /** @description Answers that used a memory which it had led to. */
            uses?: {
                message_id: string;
                /** Format: date-time */
                used_at: string;
            }[];
        };
        MemoryRelationWhy: {
            relation: components["schemas"]["MemoryRelation"];
            source: {
                created_by: string;
                /** Format: date-time */
                created_at: string;
                message: {
                    message_id: components["schemas"]["MessageId"];
                    conversation_id?: components["schemas"]["ConversationId"];
                    sender?: string;
                    performative?: string;
                    agent?: string;
                    agent_version?: number | null;
                    /** Format: date-time */
                    accepted_at?: string;
                } | null;
            };
            retractions: components["schemas"]["MemoryRetraction"][];
            used_in: {
                message_id: components["schemas"]["MessageId"];
                /** Format: date-time */
                used_at: string;
            }[];
            uses: number;
        };
        MemoryResults: {
            query: string;
            /** @enum {string} */
            mode: "semantic" | "keyword" | "hybrid";
            results: {
                entity_id: string;
                entity_name: components["schemas"]["EntityName"];
                entity_type: string;
                similarity_score: number;
                observations: string[];
                metadata: {
                    [key: string]: unknown;
                };
                /** Format: date-time */
                created_at: string;
                agent_id: components["schemas"]["AgentName"];
                created_by: string;
                memory_scope: components["schemas"]["MemoryScope"];
                confidence: number;
                /** @description With `include_relations`: those that begin at what was found and those that end at it, the strongest first, 50 at most. */
                relations?: {
                    relation_id: string;
                    relation_type: string;
                    /** @enum {string} */
                    direction: "outgoing" | "incoming";
                    from_entity: components["schemas"]["EntityName"];
                    to_entity: components["schemas"]["EntityName"];
                    bidirectional: boolean;
                    strength: number;
                    confidence: number;
                    valid_from: string | null;
                    valid_to: string | null;
                }[];
            }[];
            total_results: number;
            search_time_ms: number;
            /** @description The scope that was asked for. Null: every scope that the agent may see. */
            memory_scope: components["schemas"]["MemoryScope"] | null;
        };
        MemoryRetraction: {
            retraction_id: components["schemas"]["RetractionId"];
            memory_scope: components["schemas"]["MemoryScope"];
            reason: string | null;
            retracted_by: string;
            /** Format: date-time */
            retracted_at: string;
            undone_by: string | null;
            undone_at: string | null;
        };
        MemoryRetractions: {
            retractions: {
                retraction_id: components["schemas"]["RetractionId"];
                memory_scope: components["schemas"]["MemoryScope"];
                reason: string | null;
                retracted_by: string;
                /** Format: date-time */
                retracted_at: string;
                undone_by: string | null;
                undone_at: string | null;
                retracted: components["schemas"]["MemoryFact"][];
                retracted_total: number;
                relations: {
                    relation_id: components["schemas"]["RelationId"];
                    from_entity: components["schemas"]["EntityName"];
                    to_entity: components["schemas"]["EntityName"];
                    relation_type: string;
                    memory_scope: components["schemas"]["MemoryScope"];
                    /** @enum {string} */
                    state: "current" | "retracted";
                }[];
            }[];
            next_cursor: string | null;
        };
        MemoryReview: {
            waiting: {
                observation_id: components["schemas"]["ObservationId"];
                entity_name: components["schemas"]["EntityName"];
                entity_type: string;
                memory_scope: components["schemas"]["MemoryScope"];
                content: string;
                predicate: string | null;
                confidence: number;
                /** @enum {string} */
                state: "current" | "superseded" | "retracted" | "review";
                /** Format: date-time */
                valid_from: string;
                valid_to: string | null;
                /** @description It was learned in a turn that had read content from outside. */
                tainted: boolean;
                created_by: string;
                /** Format: date-time */
                created_at: string;
                source_message_id: components["schemas"]["MessageId"] | null;
                reason: string | null;
                contradicts: {
                    observation_id: components["schemas"]["ObservationId"];
                    content: string;
                }[];
            }[];
            next_cursor: string | null;
        };
        /** @enum {string} */
        MemoryScope: "agent" | "conversation" | "workspace" | "global";
        MemorySearch: {
            query: string;
            /** @default 10 */
            limit?: number;
            /** @default 0.6 */
            min_similarity?: number;
            /**
             * @default semantic
             * @enum {string}
             */
            mode?: "semantic" | "keyword" | "hybrid";
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            conversation_id?: components["schemas"]["ConversationId"];
            entity_types?: string[];
            /** @default false */
            include_relations?: boolean;
            /**
             * @default current
             * @enum {string}
             */
            temporal_filter?: "current" | "all" | "as_of" | "date_range";
            /** @description Of `as_of`: the instant. */
            as_of?: string & (unknown & unknown);
            /** @description Of `date_range`: from here on. */
            start_date?: (string & (unknown & unknown)) | (string & (unknown & unknown));
            /** @description Of `date_range`: up to here; a day is meant to its end. */
            end_date?: (string & (unknown & unknown)) | (string & (unknown & unknown));
        };
        /** @description What the agent remembers and who shares it. */
        MemorySettings: {
            enabled?: boolean;
            /** @enum {string} */
            scope?: "agent" | "agent-only" | "conversation" | "workspace" | "global";
            max_entries?: number;
            settings?: {
                auto_store?: boolean;
                search_threshold?: number;
                max_results?: number;
                hybrid_search?: boolean;
                exclude_patterns?: string[];
            } & {
                [key: string]: unknown;
            };
            context_preparation?: {
                enabled?: boolean;
                max_context_length?: number;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        MemoryStats: {
            global_stats: {
                total_entities: number;
                total_relations: number;
                total_agents: number;
                storage_size_mb: number;
                embedding_model: string;
                embedding_dimensions: number | null;
            };
            scope_breakdown: {
                memory_scope: components["schemas"]["MemoryScope"];
                entity_count: number;
                relation_count: number;
                active_agents: number;
                pinned: number;
                unembedded: number;
                storage_size_mb: number;
            }[];
            performance_metrics: {
                /** @description Of the last 1,000 searches. Null: none yet. */
                avg_search_time_ms: number | null;
                /** @description Until durable, of the last 1,000 writes. Null: none yet. */
                avg_storage_time_ms: number | null;
                /** @description Share of texts whose vector was known already. Null: none yet. */
                cache_hit_rate: number | null;
                /** @description Vectors made, per second of work on them. Null: none yet. */
                embeddings_per_second: number | null;
                searches: number;
                writes: number;
                /** Format: date-time */
                measured_since: string;
            };
        };
        MemoryWhy: {
            fact: components["schemas"]["MemoryFact"];
            source: {
                created_by: string;
                /** Format: date-time */
                created_at: string;
                message: {
                    message_id: components["schemas"]["MessageId"];
                    conversation_id?: components["schemas"]["ConversationId"];
                    sender?: string;
                    performative?: string;
                    agent?: string;
                    agent_version?: number | null;
                    /** Format: date-time */
                    accepted_at?: string;
                } | null;
            };
            derived_from: components["schemas"]["MemoryFact"][];
            supersedes: components["schemas"]["MemoryFact"][];
            superseded_by: components["schemas"]["MemoryFact"] | null;
            retractions: components["schemas"]["MemoryRetraction"][];
            used_in: {
                message_id: components["schemas"]["MessageId"];
                /** Format: date-time */
                used_at: string;
            }[];
            uses: number;
        };
        Message: {
            id: components["schemas"]["MessageId"];
            performative: components["schemas"]["Performative"];
            sender: string;
            receiver?: string;
            capability_target?: components["schemas"]["CapabilityName"];
            routed_to?: components["schemas"]["AgentName"];
            in_reply_to?: components["schemas"]["MessageId"];
            /** @description The failure reply that this one takes the place of. */
            supersedes?: components["schemas"]["MessageId"];
            content: {
                [key: string]: unknown;
            };
            status?: components["schemas"]["MessageStatus"];
            metadata?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            timestamp: string;
        };
        MessageAccepted: {
            message_id: components["schemas"]["MessageId"];
            conversation_id: components["schemas"]["ConversationId"];
            routed_to: components["schemas"]["AgentName"];
            routing_strategy: components["schemas"]["RoutingStrategy"];
            status: components["schemas"]["MessageStatus"];
            /** Format: date-time */
            timestamp: string;
            deliveries?: {
                message_id: components["schemas"]["MessageId"];
                routed_to: components["schemas"]["AgentName"];
            }[];
            follow_url?: string;
            reply?: components["schemas"]["Message"] | null;
            /** @description What people have to decide before it goes on. Absent: nothing. */
            waiting_for?: components["schemas"]["AwaitedDecision"][];
            warnings?: components["schemas"]["DeploymentWarning"][];
        };
        MessageDetail: {
            id: components["schemas"]["MessageId"];
            performative: components["schemas"]["Performative"];
            sender: string;
            receiver?: string;
            capability_target?: components["schemas"]["CapabilityName"];
            routed_to?: components["schemas"]["AgentName"];
            in_reply_to?: components["schemas"]["MessageId"];
            /** @description The failure reply that this one takes the place of. */
            supersedes?: components["schemas"]["MessageId"];
            content: {
                [key: string]: unknown;
            };
            status: components["schemas"]["MessageStatus"];
            metadata?: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            timestamp: string;
            conversation_id: components["schemas"]["ConversationId"];
            attempts: number;
            hops: number;
            /** @description Which agents and capabilities its work may reach. Absent: all. */
            grants?: components["schemas"]["Grants"];
            reply_by: string | null;
            timings: {
                /** Format: date-time */
                accepted_at: string;
                started_at: string | null;
                settled_at: string | null;
                waited_ms: number | null;
                duration_ms: number | null;
            };
            tokens: {
                input: number;
                output: number;
            };
            /** @description In the currency of CAXTON_PRICES; `null`: no price is known. */
            cost: number | null;
            model: {
                provider: string;
                model: string;
            } | null;
            agent_version: number | null;
            error: {
                [key: string]: unknown;
            } | null;
            /** @description Who wanted it cancelled. It may have ended before that. */
            cancellation: {
                /** Format: date-time */
                requested_at: string;
                requested_by: string;
                reason: string | null;
                /** @description The message whose cancellation led to that of this one. */
                because_of: components["schemas"]["MessageId"] | null;
            } | null;
            replies: components["schemas"]["MessageId"][];
            /** @description What people have to decide before it goes on. Absent: nothing. */
            waiting_for?: components["schemas"]["AwaitedDecision"][];
        };
        MessageDryRun: {
            /** @constant */
            dry_run: true;
            route: components["schemas"]["RouteExplanation"];
            /** @description What would follow from the answers of the chosen agents. */
            on_reply?: components["schemas"]["ForeseenMessage"][];
            /** @description Who would be told of the answer. */
            subscribers?: components["schemas"]["ForeseenSubscriber"][];
            warnings?: components["schemas"]["DeploymentWarning"][];
        };
        /** @description Id of the message. */
        MessageId: string;
        /** @enum {string} */
        MessageStatus: "delivered" | "processing" | "waiting" | "completed" | "failed" | "expired" | "cancelled";
        MessageSteps: {
            message_id: components["schemas"]["MessageId"];
            steps: components["schemas"]["TurnStep"][];
            total: number;
        };
        /** @description Id of a fact. */
        ObservationId: string;
        OpenApiDocument: {
            openapi: string;
        } & {
            [key: string]: unknown;
        };
        OperationId: string;
        PasswordChange: {
            /** Format: password */
            current_password: string;
            /** Format: password */
            new_password: string;
        };
        /**
         * @description The communicative act of the message (FIPA ACL).
         * @enum {string}
         */
        Performative: "request" | "inform" | "query" | "query_if" | "query_ref" | "propose" | "accept_proposal" | "reject_proposal" | "agree" | "refuse" | "failure" | "not_understood" | "cfp" | "cancel" | "subscribe" | "confirm" | "disconfirm";
        PinEntity: {
            agent_id: components["schemas"]["AgentName"];
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            conversation_id?: components["schemas"]["ConversationId"];
            /** @default true */
            pinned?: boolean;
        };
        PromptTest: {
            system_prompt?: string;
            user_prompt_template: string;
            /** @description Those of the agent. */
            parameters?: {
                [key: string]: unknown;
            };
            test_data: {
                variables?: {
                    [key: string]: unknown;
                };
                expected_keywords?: string[];
            }[];
        };
        PromptTestResult: {
            test_index: number;
            rendered_prompt: string;
            template_variables_found: string[];
            missing_variables: string[];
            extra_variables: string[];
            keyword_matches: string[];
            missing_keywords: string[];
            prompt_length: number;
            estimated_tokens: number;
        };
        PromptTested: {
            template_valid: boolean;
            errors: components["schemas"]["ConfigurationFault"][];
            system_prompt: {
                length: number;
                estimated_tokens: number;
            };
            test_results: components["schemas"]["PromptTestResult"][];
            template_analysis: {
                variable_count: number;
                variables: {
                    name: string;
                    /** @enum {string} */
                    from: "server" | "parameters" | "message";
                }[];
                /** @constant */
                conditional_logic: false;
                /** @constant */
                loops: false;
            };
        };
        Readiness: {
            /** @enum {string} */
            status: "ready" | "degraded" | "unavailable" | "starting" | "stopping";
            checks: {
                /** @enum {string} */
                database: "ok" | "unreachable";
                /** @enum {string} */
                queue: "ok" | "failing";
                /**
                 * @description Only where CAXTON_KEYS does not open what tokens are signed with.
                 * @constant
                 */
                secrets?: "locked";
            };
        };
        RefreshRequest: {
            refresh_token: string;
        };
        /** @description Name of the tool. */
        RegisteredToolName: string;
        RelateEntities: {
            agent_id: components["schemas"]["AgentName"];
            from_entity: components["schemas"]["EntityName"];
            to_entity: components["schemas"]["EntityName"];
            relation_type: string;
            /** @description If not said: what is known of the relation, else 0.5. */
            strength?: number;
            /** @description If not said: what is known of the relation, else 1. */
            confidence?: number;
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            conversation_id?: components["schemas"]["ConversationId"];
            metadata?: {
                [key: string]: unknown;
            };
            /** @description If not said: what is known of the relation, else false. */
            bidirectional?: boolean;
            /** @description From when on it holds; null: ever since. If not said: what is known of the relation, else ever since. */
            valid_from?: ((string & (unknown & unknown)) | (string & (unknown & unknown))) | null;
            /** @description Until when it holds, a day to its end; null: without end. If not said: what is known of the relation, else without end. */
            valid_to?: ((string & (unknown & unknown)) | (string & (unknown & unknown))) | null;
        };
        /** @description Id of a relation. */
        RelationId: string;
        RelationRetracted: {
            retraction_id: components["schemas"]["RetractionId"];
            relation: components["schemas"]["MemoryRelation"];
            to_review: components["schemas"]["MemoryFact"][];
        };
        RememberBatch: {
            agent_id: components["schemas"]["AgentName"];
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            conversation_id?: components["schemas"]["ConversationId"];
            entities: {
                entity_name: components["schemas"]["EntityName"];
                /** @description What kind of thing it is. */
                entity_type: string;
                observations: (string | {
                    content: string;
                    predicate?: string;
                    confidence?: number;
                    derived_from?: components["schemas"]["ObservationId"][];
                })[];
                confidence?: number;
                strength?: number;
                metadata?: {
                    [key: string]: unknown;
                };
                /** @description A day in UTC, or an instant with its time zone. */
                valid_from?: (string & (unknown & unknown)) | (string & (unknown & unknown));
                /** @description A day in UTC, meant to its end, or an instant with its time zone. */
                valid_to?: (string & (unknown & unknown)) | (string & (unknown & unknown));
            }[];
        };
        RememberEntity: {
            agent_id: components["schemas"]["AgentName"];
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            conversation_id?: components["schemas"]["ConversationId"];
            entity_name: components["schemas"]["EntityName"];
            /** @description What kind of thing it is. */
            entity_type: string;
            observations: (string | {
                content: string;
                predicate?: string;
                confidence?: number;
                derived_from?: components["schemas"]["ObservationId"][];
            })[];
            confidence?: number;
            strength?: number;
            metadata?: {
                [key: string]: unknown;
            };
            /** @description A day in UTC, or an instant with its time zone. */
            valid_from?: (string & (unknown & unknown)) | (string & (unknown & unknown));
            /** @description A day in UTC, meant to its end, or an instant with its time zone. */
            valid_to?: (string & (unknown & unknown)) | (string & (unknown & unknown));
        };
        RequeueDeadLetters: {
            filter: components["schemas"]["DeadLetterFilter"];
            /** @default 1000 */
            limit?: number;
            /** @default false */
            dry_run?: boolean;
            /** @description A duration such as 30s, 2m15s or 24h. */
            timeout?: string;
        };
        RestoreRequest: {
            /** @description Archived no longer ago than this. */
            archived_within?: string;
            conversation_ids?: components["schemas"]["ConversationId"][];
            /** @description Only those that this agent takes part in. */
            agent?: components["schemas"]["AgentName"];
            /** @description Only those in which it was asked. */
            capability?: components["schemas"]["CapabilityName"];
            /**
             * @description Only count; change nothing.
             * @default false
             */
            dry_run?: boolean;
        };
        RetentionPolicy: {
            /** @description Entities of the whole workspace; beyond them new ones are refused. */
            max_entities: number;
            /** @description Entities of one agent, one conversation, or the workspace: the weakest go. */
            max_entities_per_scope: number | null;
            /** @description What was neither written nor used in an answer for so long goes. */
            max_age_days: number | null;
            /** @description Facts that gave way to others longer ago go from the history, and what relations were before a change. */
            max_superseded_days: number | null;
            /** @description Retractions of longer ago go, with the facts that they took back. */
            max_retractions_days: number | null;
            /** @description Records of answers that used a memory go; the latest of each memory stays. */
            max_uses_days: number | null;
            /** @description What is more doubtful goes, after a day. */
            min_confidence: number;
            /** @description What is weaker goes, after a day. */
            min_strength: number;
            /** @description In so many days without being written or used, strength halves. */
            strength_half_life_days: number | null;
            /** @description How often workers look; fixed. */
            cleanup_frequency: string;
        };
        RetractFact: {
            agent_id: components["schemas"]["AgentName"];
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            conversation_id?: components["schemas"]["ConversationId"];
            reason?: string;
            /** @default false */
            review_learned?: boolean;
        };
        RetractRelation: {
            agent_id: components["schemas"]["AgentName"];
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            conversation_id?: components["schemas"]["ConversationId"];
            reason?: string;
            /** @default false */
            review_learned?: boolean;
        };
        RetractionId: string;
        RetractionUndone: {
            retraction_id: components["schemas"]["RetractionId"];
            /** Format: date-time */
            undone_at: string;
            changed: components["schemas"]["MemoryFact"][];
            relations: {
                relation_id: components["schemas"]["RelationId"];
                from_entity: components["schemas"]["EntityName"];
                to_entity: components["schemas"]["EntityName"];
                relation_type: string;
                memory_scope: components["schemas"]["MemoryScope"];
                /** @enum {string} */
                state: "current" | "retracted";
            }[];
        };
        /**
         * @description A named set of scopes.
         * @enum {string}
         */
        Role: "viewer" | "developer" | "operator" | "admin";
        RouteCandidate: {
            agent: components["schemas"]["AgentName"];
            score: number;
            load: number;
            success_rate: number;
            confidence: number;
            specialization: number;
            pending: number;
            excluded?: string;
        };
        RouteExplanation: {
            message_id?: components["schemas"]["MessageId"];
            capability?: components["schemas"]["CapabilityName"];
            routing_strategy: components["schemas"]["RoutingStrategy"];
            routed_to: components["schemas"]["AgentName"][];
            reason: string;
            candidates: components["schemas"]["RouteCandidate"][];
            /** Format: date-time */
            decided_at: string;
        };
        /** @enum {string} */
        RoutingStrategy: "best_match" | "round_robin" | "least_loaded" | "sticky" | "broadcast";
        /**
         * @description What may be done.
         * @enum {string}
         */
        Scope: "agents:read" | "agents:write" | "messages:read" | "messages:send" | "conversations:read" | "conversations:write" | "memory:read" | "memory:write" | "tools:read" | "tools:write" | "artifacts:read" | "artifacts:write" | "approvals:read" | "approvals:decide" | "webhooks:read" | "webhooks:write" | "operations:read" | "operations:write" | "keys:read" | "keys:write" | "users:read" | "users:write" | "audit:read" | "workspaces:read" | "workspaces:write";
        /** @description A secret, by reference. */
        SecretReference: {
            secret: string;
            /** @description What stands before it. */
            prefix?: string;
        };
        SendBatch: {
            /** @description 1 to 500, each as POST /api/v1/messages takes it, without wait. */
            messages: (components["schemas"]["SendMessage"] | {
                [key: string]: unknown;
            })[];
            batch_id?: components["schemas"]["BatchId"];
        };
        /** @description A message to a capability (or, by exception, to one agent). */
        SendMessage: {
            capability?: components["schemas"]["CapabilityName"];
            receiver?: components["schemas"]["AgentName"];
            /**
             * @description The communicative act, in any case: request, inform, query, query_if, query_ref, propose, accept_proposal, reject_proposal, agree, refuse, failure, not_understood, cfp, cancel, subscribe, confirm, disconfirm.
             * @default request
             */
            performative?: string;
            content: {
                [key: string]: unknown;
            };
            conversation_id?: components["schemas"]["ConversationId"] | null;
            message_id?: components["schemas"]["MessageId"];
            /** @description A note for its reader: only what the agent says is the reply to a message. */
            in_reply_to?: components["schemas"]["MessageId"];
            reply_by?: string & (unknown & unknown);
            /** @description A duration such as 30s, 2m15s or 24h. */
            timeout?: string;
            routing_strategy?: components["schemas"]["RoutingStrategy"];
            follow_conversation?: boolean;
            wait?: string | boolean;
            metadata?: {
                [key: string]: unknown;
            };
        };
        ServerConfig: {
            server: {
                host: string;
                port: number;
                version: string;
            };
            runtime: {
                /** @description Agents of a workspace; 0: any number. */
                max_agents: number;
                agent_timeout: string;
                llm_provider: string;
            };
            memory: {
                /** @enum {string} */
                backend: "embedded" | "postgres";
                max_entities: number;
                entities_count: number;
            };
            capabilities: {
                registered: number;
                routing_strategy: components["schemas"]["RoutingStrategy"];
            };
        };
        SetTaint: {
            agent_id: components["schemas"]["AgentName"];
            /**
             * @description Who shares the memory. `agent-only` means `agent`.
             * @enum {string}
             */
            memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
            conversation_id?: components["schemas"]["ConversationId"];
            tainted: boolean;
        };
        Signpost: {
            /** @constant */
            name: "caxton";
            version: string;
            docs?: string;
            openapi: string;
            health: string;
        };
        SplitEnded: {
            agent: components["schemas"]["AgentName"];
            /** @enum {string} */
            status: "promoted" | "stopped";
            version_number: number;
            version: string;
            restored_from?: number;
        };
        SplitPromotion: {
            /** @description Number of a version, from 1. */
            version_number: number;
        };
        SplitVersion: {
            version_number: number;
            version: string;
            is_current: boolean;
            weight: number;
            /** @description Of the conversations, from 0 to 1. */
            share: number;
            /** @description Messages that ended, cancelled ones left out. */
            requests: number;
            /** @description In which they were; in the last 10,000 messages. */
            conversations: number;
            completed: number;
            failed: number;
            success_rate: number;
            avg_response_time: string;
            avg_response_ms: number;
            tokens: {
                input: number;
                output: number;
                per_request: number;
            };
        };
        /** @enum {string} */
        StepKind: "model" | "tool" | "code";
        /** @enum {string} */
        StepState: "started" | "done" | "unknown" | "superseded";
        StorageReport: {
            database: {
                /** @description All of it, with what Postgres and the queue keep. */
                bytes: number;
            };
            artifacts: {
                /** @description Of all workspaces, equal ones counted once, wherever they are. */
                bytes: number;
            };
            /** @description The largest first. */
            tables: components["schemas"]["StorageTable"][];
        };
        StorageTable: {
            name: string;
            /** @description As Postgres estimates it; exact while there are few. */
            rows: number;
            /** @description With its indexes. */
            bytes: number;
            index_bytes: number;
            /** @description Since when there are rows. `null`: there are none, or no index tells. */
            oldest: string | null;
            retention: {
                /**
                 * @description `age`: it expires; `policy`: by the retention policy of the memory; `request`: when somebody deletes it; `soon`: within a day; `never`; `bounded`: it does not grow by itself.
                 * @enum {string}
                 */
                ends: "age" | "policy" | "request" | "soon" | "never" | "bounded";
                /** @description How old it becomes, such as `7d`. */
                after: string | null;
                /** @description Which setting says so. */
                setting: string | null;
                why: string;
            };
            /** @description Old enough to be forgotten by the next rounds. `null`: nothing of it expires. */
            expired: {
                rows: number;
                /** @description False: counting ended here, there are more. */
                is_whole: boolean;
            } | null;
        };
        SubjectErased: {
            dry_run: boolean;
            entities_erased: number;
            facts_erased: number;
            relations_erased: number;
            /** Format: date-time */
            erased_at: string;
        };
        /** @description Answers given under the capability `to` are sent on to the agent that says so. */
        SubscriptionRule: {
            to: components["schemas"]["CapabilityName"];
            /** @description A JMESPath expression over the answer (docs/workflows.md). */
            when?: string;
            /**
             * @description Default: request.
             * @enum {string}
             */
            performative?: "request" | "inform" | "query" | "propose" | "cfp";
            /** @description What is sent: names, and what stands under each. By default the content of the answer. */
            content?: {
                [key: string]: string;
            };
            /** @description Which of its own capabilities the agent answers under. Default: its first. */
            as?: components["schemas"]["CapabilityName"];
        };
        TaintSet: {
            subject: string;
            tainted: boolean;
        };
        Template: {
            id: components["schemas"]["TemplateId"];
            name: string;
            description: string;
            version: string;
            category: string;
            /** @enum {string} */
            complexity: "simple" | "intermediate" | "advanced";
            /** @enum {string} */
            source: "builtin" | "workspace";
            capabilities: string[];
            required_tools: string[];
            optional_tools: string[];
            use_cases: string[];
            parameters: components["schemas"]["TemplateParameter"][];
            configuration: {
                [key: string]: unknown;
            };
            /** @description Counts the changes of the template, from 1. */
            revision: number;
            /** Format: date-time */
            created_at?: string;
            /** Format: date-time */
            updated_at?: string;
            warnings?: components["schemas"]["DeploymentWarning"][];
        };
        /** @description A parameterised agent configuration. */
        TemplateDefinition: {
            id: components["schemas"]["TemplateId"];
            /** @description As people say it. */
            name: string;
            description: string;
            /** @description Version of the configuration (SemVer). */
            version?: string;
            /** @description Default: custom. */
            category?: string;
            /** @enum {string} */
            complexity?: "simple" | "intermediate" | "advanced";
            use_cases?: string[];
            optional_tools?: string[];
            parameters?: components["schemas"]["TemplateParameter"][];
            /** @description An agent configuration without its name. `{{parameter}}` in a text is replaced by the value; a text that is nothing but `{{parameter}}` becomes the value itself. In `user_prompt_template` a parameter stays a placeholder and becomes one of the `parameters` of the agent (docs/templates.md). */
            configuration: {
                [key: string]: unknown;
            };
        };
        TemplateFilled: {
            template: components["schemas"]["TemplateId"];
            configuration: {
                [key: string]: unknown;
            };
            parameters: {
                [key: string]: unknown;
            };
            /** @constant */
            ready_to_deploy: true;
            warnings?: components["schemas"]["DeploymentWarning"][];
        };
        TemplateFilling: {
            name: components["schemas"]["AgentName"];
            /** @description Values of what the template takes. */
            parameters?: {
                [key: string]: unknown;
            };
        };
        /** @description Id of the template. */
        TemplateId: string;
        TemplateList: {
            templates: components["schemas"]["TemplateSummary"][];
            total: number;
            categories: string[];
            complexity_levels: ("simple" | "intermediate" | "advanced")[];
        };
        /** @description What a template takes. */
        TemplateParameter: {
            name: string;
            /**
             * @description `array`: a list of texts.
             * @enum {string}
             */
            type: "string" | "integer" | "number" | "boolean" | "array";
            description: string;
            /** @description Default: false. */
            required?: boolean;
            /** @description Counts where nothing is given. */
            default?: unknown;
            /** @description The values that it may have; of an array, those of its entries. */
            options?: (string | number)[];
            minimum?: number;
            maximum?: number;
            /** @description Of a text, or of each entry of an array. Default: 2,000 characters. */
            max_length?: number;
            /** @description Default: 64. */
            max_items?: number;
            /** @description A value that is right; needed where one is required and no default shows one. */
            example?: unknown;
        };
        TemplateRemoved: {
            id: components["schemas"]["TemplateId"];
            /** @constant */
            status: "removed";
        };
        /** @description What the template is from now on, all of it. */
        TemplateReplacement: {
            /** @description As people say it. */
            name: string;
            description: string;
            /** @description Version of the configuration (SemVer). */
            version?: string;
            /** @description Default: custom. */
            category?: string;
            /** @enum {string} */
            complexity?: "simple" | "intermediate" | "advanced";
            use_cases?: string[];
            optional_tools?: string[];
            parameters?: components["schemas"]["TemplateParameter"][];
            /** @description An agent configuration without its name. `{{parameter}}` in a text is replaced by the value; a text that is nothing but `{{parameter}}` becomes the value itself. In `user_prompt_template` a parameter stays a placeholder and becomes one of the `parameters` of the agent (docs/templates.md). */
            configuration: {
                [key: string]: unknown;
            };
            id?: components["schemas"]["TemplateId"];
        };
        TemplateSummary: {
            id: components["schemas"]["TemplateId"];
            name: string;
            description: string;
            version: string;
            category: string;
            /** @enum {string} */
            complexity: "simple" | "intermediate" | "advanced";
            /** @enum {string} */
            source: "builtin" | "workspace";
            capabilities: string[];
            required_tools: string[];
            optional_tools: string[];
            use_cases: string[];
            parameters: components["schemas"]["TemplateParameter"][];
        };
        /** @description A tool that agents may be given. */
        Tool: {
            name: string;
            description: string;
            /** @enum {string} */
            source: "builtin" | "http" | "mcp";
            safety: components["schemas"]["ToolSafety"];
            parameters: {
                [key: string]: unknown;
            };
            examples?: string[];
            reads_outside: boolean;
            used_by: number;
            endpoint?: components["schemas"]["ToolEndpoint"];
            mcp?: components["schemas"]["ToolOrigin"];
            /** Format: date-time */
            registered_at?: string;
            /** Format: date-time */
            updated_at?: string;
        };
        ToolCallList: {
            tool_calls: components["schemas"]["ToolCallRecord"][];
            next_cursor?: string;
        };
        /** @enum {string} */
        ToolCallOutcome: "running" | "ok" | "refused" | "failed" | "unknown";
        ToolCallRecord: {
            message_id: components["schemas"]["MessageId"];
            step: number;
            conversation_id: components["schemas"]["ConversationId"];
            agent: components["schemas"]["AgentName"];
            capability: components["schemas"]["CapabilityName"] | null;
            tool: string;
            outcome: components["schemas"]["ToolCallOutcome"];
            error_code: string | null;
            /** @description What it was made with; of long ones the beginning of their JSON. */
            arguments: unknown;
            /** @description What people decided about it, at `/api/v1/approvals/{id}`. Null: nobody was asked. */
            approval_id: components["schemas"]["ApprovalId"] | null;
            /** @description A person edited the arguments; the approval shows what the agent asked for. */
            edited: boolean;
            /** @description How often it was begun. */
            attempts: number;
            idempotency_key: string | null;
            /** Format: date-time */
            started_at: string;
            finished_at: string | null;
            duration_ms: number | null;
        };
        ToolEndpoint: {
            url: string;
            /** @enum {string} */
            method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
            arguments?: {
                [key: string]: {
                    /** @enum {string} */
                    in: "path" | "query" | "header" | "body";
                    /** @description Under which name there. */
                    name?: string;
                };
            };
            /** @description Headers of every request. Secrets by reference only. */
            headers?: {
                [key: string]: string | components["schemas"]["SecretReference"];
            };
            timeout: string;
            max_response_bytes: number;
        };
        ToolList: {
            tools: components["schemas"]["Tool"][];
            total: number;
        };
        /** @description Of a tool of an MCP server. */
        ToolOrigin: {
            server: string;
            offered_as: string;
            /** @enum {string} */
            status: "approved" | "awaiting_approval" | "gone";
            why?: string;
        };
        /** @description What an agent may do with one tool. */
        ToolPolicy: {
            /** @description Hosts, with their subdomains, that the tool may reach for this agent. */
            domains?: string[];
            /** @description Methods of HTTP that it may use. */
            methods?: ("GET" | "POST" | "PUT" | "PATCH" | "DELETE")[];
            /** @description Calls per minute, of all turns of the agent and in all processes together. */
            rate_per_minute?: number;
            /** @description Calls at the same time, of all turns of the agent and in all processes. */
            max_concurrency?: number;
            /** @description Calls that one turn may make. */
            max_calls_per_turn?: number;
            /** @description Whether a person must allow every call. */
            needs_approval?: boolean;
            /** @description How long the decision is waited for. Default: 24 hours. */
            approval_timeout?: string;
            /**
             * @description What becomes of an unsafe call in a turn that has read content from outside. By default a person must approve it.
             * @enum {string}
             */
            on_taint?: "deny" | "approve" | "allow";
        };
        ToolRemoved: {
            name: string;
            /** @constant */
            status: "removed";
            used_by: number;
        };
        /**
         * @description `read_only`: a call changes nothing. `idempotent`: twice is the same as once. `unsafe`: every call counts, so it is made at most once.
         * @enum {string}
         */
        ToolSafety: "read_only" | "idempotent" | "unsafe";
        TrialReport: {
            test_id: string;
            /** @enum {string} */
            overall_result: "passed" | "failed";
            /** @constant */
            configuration_valid: true;
            scenarios: components["schemas"]["TrialScenarioReport"][];
            performance_metrics: {
                average_response_time_ms: number;
                total_tokens_used: number;
                /** @description Of the whole process that ran it. */
                memory_usage_peak_mb: number;
                cost: number;
                currency: string;
            };
            issues_found: {
                type: string;
                message: string;
                field?: string;
                scenario?: string;
            }[];
        };
        TrialScenario: {
            name: string;
            /** @description The content of the message; text stands for { "request": text }. */
            input: string | {
                [key: string]: unknown;
            };
            /** @description Under which capability it is sent. Default: the first expected one that the agent has, else its first. */
            capability?: components["schemas"]["CapabilityName"];
            expected_capabilities?: components["schemas"]["CapabilityName"][];
            expected_tools?: string[];
            /** @description Words that the answer must have, in any case. */
            expected_keywords?: string[];
            /** @description What was said in the conversation before, oldest first. */
            history?: {
                /** @description A client (api_client, the default), or the name of an agent. */
                sender?: string;
                content: string | {
                    [key: string]: unknown;
                };
            }[];
            /** @description What the agent remembers of the matter, the most useful first. */
            memories?: {
                entity: string;
                /** @description Default: fact. */
                type?: string;
                /** @description Its facts, one a line. */
                content: string;
            }[];
        };
        TrialScenarioReport: {
            name: string;
            /** @enum {string} */
            status: "passed" | "failed";
            execution_time_ms: number;
            /** @description Under which the message was sent, and those that the agent would have sent to. */
            capabilities_triggered: string[];
            /** @description Called by the model, run or not. */
            tools_used: string[];
            tool_calls: {
                tool: string;
                ran: boolean;
                ok: boolean;
            }[];
            response_preview: string;
            prompt_tokens: number;
            response_tokens: number;
            cost: number;
            model?: string;
            error?: {
                code: string;
                message: string;
            };
        };
        TurnStep: {
            /** @description Number in the turn, from 1; numbers may be missing. */
            step: number;
            kind: components["schemas"]["StepKind"];
            /** @description The model, the tool, or the name of the step. */
            name: string;
            state: components["schemas"]["StepState"];
            /** @description Of a call of a tool, what it was made with; of long ones the beginning of their JSON. Null: it is none. */
            arguments: unknown;
            /** @description Of a call that people decided about, at `/api/v1/approvals/{id}`. */
            approval_id: components["schemas"]["ApprovalId"] | null;
            /** @description A person edited the arguments of the call. */
            edited: boolean;
            /** @description How often it was begun; replays do not count. */
            attempts: number;
            /** @description What was sent along as `Idempotency-Key`. Null: nothing changes outside. */
            idempotency_key: string | null;
            tokens: {
                input: number;
                output: number;
            };
            /** Format: date-time */
            started_at: string;
            finished_at: string | null;
            duration_ms: number | null;
        };
        UsageFigures: {
            messages: {
                accepted: number;
                completed: number;
                failed: number;
                expired: number;
                cancelled: number;
            };
            turns: number;
            success_rate: number;
            avg_response_time: string;
            avg_queue_time: string;
            avg_turn_time: string;
            tokens: {
                input: number;
                output: number;
            };
            /** @description In `currency`; models without a price cost nothing here. */
            cost: number;
            conversations: {
                begun: number;
                ended: number;
            };
        };
        UsageReport: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            currency: string;
            group_by: ("agent" | "version" | "capability" | "sender" | "model" | "day" | "hour" | "conversation")[];
            groups: {
                /** @description One entry per grouping; `null`: it was of none, or of an agent that is gone. */
                key: {
                    [key: string]: string | null;
                };
                figures: components["schemas"]["UsageFigures"];
            }[];
            next_cursor?: string;
        };
        User: {
            user_id: string;
            username: string;
            workspace: string;
            roles: components["schemas"]["Role"][];
            grants: components["schemas"]["Grants"];
            disabled: boolean;
            password_change_required: boolean;
            /** Format: date-time */
            created_at: string;
            last_login_at: string | null;
            /** @description Shown in this answer only. */
            one_time_password?: string;
        };
        UserChange: {
            roles?: components["schemas"]["Role"][];
            grants?: components["schemas"]["Grants"];
            disabled?: boolean;
            /**
             * @description Answers a new one-time password and ends every session of the user.
             * @constant
             */
            reset_password?: true;
        };
        UserCreation: {
            username: components["schemas"]["UserName"];
            /**
             * Format: password
             * @description Left out: a password that must be changed at the first login is answered, once.
             */
            password?: string;
            roles: components["schemas"]["Role"][];
            grants?: components["schemas"]["Grants"];
        };
        UserList: {
            users: components["schemas"]["User"][];
            total: number;
        };
        UserName: string;
        UserRemoved: {
            username: string;
            /** @constant */
            status: "removed";
        };
        Webhook: {
            webhook_id: string;
            url: string;
            events: components["schemas"]["WebhookEvent"][];
            filter: components["schemas"]["WebhookFilter"] | null;
            authentication: {
                /** @constant */
                type: "bearer";
            } | null;
            description: string | null;
            /** @enum {string} */
            status: "enabled" | "disabled";
            /** @description `gone`: it answered 410. `failing`: nothing got through for 5 days. */
            disabled_reason: ("by_hand" | "gone" | "failing") | null;
            /** @description When the first of the failures was that no success has followed. */
            failing_since: string | null;
            /** @description Deliveries that are still to be made, up to 10,000. */
            waiting: number;
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** @description What signatures are made with. Shown at registration and rotation only. */
            signing_secret?: string;
            /**
             * @description Of a repeated request: the secret of its first answer is gone, for it was rotated since. The present one is in the answer to whoever did that.
             * @constant
             */
            signing_secret_replaced?: true;
            /** @description What the filter of the request names and nobody has now. */
            warnings?: components["schemas"]["DeploymentWarning"][];
        };
        /** @description Sent as `Authorization: Bearer`. Never shown. */
        WebhookAuthentication: {
            /** @constant */
            type: "bearer";
            token: string;
        };
        WebhookChange: {
            /** Format: uri */
            url?: string;
            /** @description What the receiver is told of. */
            events?: components["schemas"]["WebhookEvent"][];
            filter?: components["schemas"]["WebhookFilter"] | null;
            authentication?: components["schemas"]["WebhookAuthentication"] | null;
            description?: string | null;
            /** @description true begins anew: what waits is delivered, and failures are forgotten. */
            enabled?: boolean;
        };
        WebhookData: {
            conversation_id: string;
            /** @description Number of the event in its conversation. Deliveries may overtake one another. */
            conv_seq: number;
            message_id?: string;
            in_reply_to?: string;
            performative?: string;
            sender?: string;
            agent?: string;
            capability?: string;
            content?: {
                [key: string]: unknown;
            };
            /** @description What else the log says of the event. */
            details?: {
                [key: string]: unknown;
            };
            /**
             * @description The content would make the body larger than 256 KiB: read it at `path`.
             * @constant
             */
            omitted?: true;
            path?: string;
        };
        /** @enum {string} */
        WebhookEvent: "message.response" | "conversation.complete" | "message.accepted" | "message.sent" | "message.failed" | "message.expired" | "message.cancelled" | "message.requeued" | "turn.started" | "turn.retried" | "turn.suspended" | "tool.called" | "tool.returned" | "approval.requested" | "approval.decided" | "approval.expired" | "artifact.created" | "delegation.failed" | "batch.completed" | "webhook.disabled";
        /** @description Only events that bear on one of these; what is left out bounds nothing. An answer bears on the capability that was asked, the end of a conversation on every capability in it. */
        WebhookFilter: {
            capabilities?: components["schemas"]["CapabilityName"][];
            agents?: components["schemas"]["AgentName"][];
            conversations?: components["schemas"]["ConversationId"][];
        };
        WebhookId: string;
        WebhookList: {
            webhooks: components["schemas"]["Webhook"][];
            total: number;
        };
        WebhookNotice: {
            /** @enum {string} */
            type: "webhook.disabled" | "webhook.test";
            /** Format: date-time */
            timestamp: string;
            data: {
                webhook_id: string;
                /** @enum {string} */
                reason?: "gone" | "failing";
                description?: string;
            };
        };
        WebhookPayload: {
            type: components["schemas"]["WebhookEvent"];
            /** Format: date-time */
            timestamp: string;
            data: components["schemas"]["WebhookData"];
        };
        WebhookRecovered: {
            webhook_id: string;
            /** @description Deliveries that are made now. */
            queued: number;
        };
        WebhookRecovery: {
            /**
             * Format: date-time
             * @description At most 14 days ago.
             */
            since: string;
        };
        WebhookRegistration: {
            /** Format: uri */
            url: string;
            /** @description What the receiver is told of. */
            events: components["schemas"]["WebhookEvent"][];
            filter?: components["schemas"]["WebhookFilter"];
            authentication?: components["schemas"]["WebhookAuthentication"];
            description?: string;
        };
        WebhookRemoved: {
            webhook_id: string;
            /** @constant */
            status: "removed";
        };
        Worker: {
            /** @description Also the owner of its leases in the log. */
            id: string;
            host: string;
            pid: number;
            version: string;
            status: components["schemas"]["WorkerStatus"];
            /** @description The only capabilities that it serves; `null`: all. */
            capabilities: components["schemas"]["CapabilityName"][] | null;
            /** @description Turns that it runs at the same time. */
            concurrency: number;
            /** @description The agents whose code it has. */
            code_agents: components["schemas"]["AgentName"][];
            /** @description The queues that it listens to. */
            lanes: string[];
            /** @description What it cannot do although it runs: secrets that no key of its CAXTON_KEYS opens. */
            problems: string[];
            turns_running: number;
            /** @description Turns that it has begun since its start. */
            turns_total: number;
            /** Format: date-time */
            started: string;
            /** Format: date-time */
            last_heartbeat: string;
        };
        WorkerList: {
            workers: components["schemas"]["Worker"][];
            total: number;
        };
        /** @enum {string} */
        WorkerStatus: "running" | "stopping" | "lost";
        Workspace: {
            name: string;
            /** Format: date-time */
            created_at: string;
        };
        WorkspaceCreated: {
            name: string;
            /** Format: date-time */
            created_at: string;
            admin: components["schemas"]["User"];
        };
        WorkspaceCreation: {
            name: components["schemas"]["WorkspaceName"];
            /** @description The user name of its first admin. */
            admin: components["schemas"]["UserName"];
            /**
             * Format: password
             * @description Left out: a password that must be changed at the first login is answered, once.
             */
            password?: string;
        };
        WorkspaceList: {
            workspaces: components["schemas"]["Workspace"][];
            total: number;
        };
        WorkspaceName: string;
        WorkspaceRemoved: {
            name: string;
            /** @constant */
            status: "removed";
            rows: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell whether the server is well. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    tellLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell that the process runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
        };
    };
    tellReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell whether the process can work. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    tellParts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell how each part does that the server stands on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DetailedHealth"];
                };
            };
        };
    };
    getConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell how the server is set up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerConfig"];
                };
            };
        };
    };
    getDashboard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell at a glance how everything does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dashboard"];
                };
            };
        };
    };
    getStorage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell what each table takes, and what ends its rows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageReport"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description Rounded down to the hour. The day (UTC) that thirty days before `to` is in. */
                from?: string;
                /** @description Rounded up to the hour. Now. */
                to?: string;
                /** @description Up to three of agent, version, capability, sender, model, day, hour, conversation; conversation alone. */
                group_by?: string;
                /** @description Only of this agent. */
                agent?: components["schemas"]["AgentName"];
                /** @description Only of this capability. */
                capability?: components["schemas"]["CapabilityName"];
                /** @description Only of what goes back to this user or key, by id. */
                sender?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell what happened in a time and what it cost. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReport"];
                };
            };
        };
    };
    listAgents: {
        parameters: {
            query?: {
                /** @description Only agents that provide it. */
                capability?: components["schemas"]["CapabilityName"];
                /** @description Only agents in this state. */
                status?: "running" | "paused" | "draining";
                /** @description Only agents of this kind. */
                type?: "configuration" | "code";
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the agents. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentList"];
                };
            };
        };
    };
    deployAgent: {
        parameters: {
            query?: {
                /** @description Refuse (422) tools, and capabilities of rules, that do not exist instead of warning. */
                strict?: boolean;
            };
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentConfiguration"];
            };
        };
        responses: {
            /** @description Deploy an agent. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDeployed"];
                };
            };
        };
    };
    getAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get an agent with its configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentDetail"];
                };
            };
        };
    };
    updateAgent: {
        parameters: {
            query?: {
                /** @description Refuse (422) tools, and capabilities of rules, that do not exist instead of warning. */
                strict?: boolean;
            };
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentUpdate"];
            };
        };
        responses: {
            /** @description Update an agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentUpdated"];
                };
            };
        };
    };
    removeAgent: {
        parameters: {
            query?: {
                /** @description Remove at once; messages that wait for the agent end with a failure. */
                force?: boolean;
            };
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove an agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentRemoved"];
                };
            };
        };
    };
    pauseAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pause an agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentStateChanged"];
                };
            };
        };
    };
    resumeAgent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Resume a paused agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentStateChanged"];
                };
            };
        };
    };
    deployFromTemplate: {
        parameters: {
            query?: {
                /** @description Refuse (422) tools, and capabilities of rules, that do not exist instead of warning. */
                strict?: boolean;
            };
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentFromTemplate"];
            };
        };
        responses: {
            /** @description Deploy an agent from a template. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentFromTemplateDeployed"];
                };
            };
        };
    };
    listAgentVersions: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the versions of an agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentVersionList"];
                };
            };
        };
    };
    diffAgentVersions: {
        parameters: {
            query: {
                /** @description Number of the version before. */
                from: number;
                /** @description Number of the version after. */
                to: number;
            };
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Compare two versions of an agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentVersionDiff"];
                };
            };
        };
    };
    getAgentVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
                /** @description Number of the version, from 1. */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a version of an agent with its configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentVersion"];
                };
            };
        };
    };
    rollBackAgent: {
        parameters: {
            query?: {
                /** @description Refuse (422) tools, and capabilities of rules, that do not exist instead of warning. */
                strict?: boolean;
            };
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentRollback"];
            };
        };
        responses: {
            /** @description Go back to an earlier version of an agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentRolledBack"];
                };
            };
        };
    };
    getAgentSplit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Compare the versions between which conversations are split. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentSplitView"];
                };
            };
        };
    };
    splitAgent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentSplit"];
            };
        };
        responses: {
            /** @description Split the conversations of an agent between versions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentSplitView"];
                };
            };
        };
    };
    stopAgentSplit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End a split; the newest version goes on everywhere. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitEnded"];
                };
            };
        };
    };
    promoteAgentVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitPromotion"];
            };
        };
        responses: {
            /** @description End a split with one of its versions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SplitEnded"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description Only those of the category, such as data-processing. */
                category?: string;
                /** @description Only those whose agents provide it. */
                capability?: components["schemas"]["CapabilityName"];
                complexity?: "simple" | "intermediate" | "advanced";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the templates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateList"];
                };
            };
        };
    };
    addTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateDefinition"];
            };
        };
        responses: {
            /** @description Add a template. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    getTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a template with its configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    replaceTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateReplacement"];
            };
        };
        responses: {
            /** @description Replace a template of the workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
        };
    };
    removeTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a template of the workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateRemoved"];
                };
            };
        };
    };
    generateFromTemplate: {
        parameters: {
            query?: {
                /** @description Refuse (422) tools, and capabilities of rules, that do not exist instead of warning. */
                strict?: boolean;
            };
            header?: never;
            path: {
                id: components["schemas"]["TemplateId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateFilling"];
            };
        };
        responses: {
            /** @description See the configuration that a template makes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateFilled"];
                };
            };
        };
    };
    getAgentHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell how an agent does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentHealth"];
                };
            };
        };
    };
    validateConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigurationCheck"];
            };
        };
        responses: {
            /** @description Validate a configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChecked"];
                };
            };
        };
    };
    validateCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CapabilityCheck"];
            };
        };
        responses: {
            /** @description Validate the capabilities of an agent to be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapabilitiesChecked"];
                };
            };
        };
    };
    testConfiguration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigurationTrial"];
            };
        };
        responses: {
            /** @description Try a configuration without deploying it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialReport"];
                };
            };
        };
    };
    testPrompts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromptTest"];
            };
        };
        responses: {
            /** @description Fill prompts in with values. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptTested"];
                };
            };
        };
    };
    listCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the capabilities. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapabilityList"];
                };
            };
        };
    };
    getCapability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["CapabilityName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a capability with its providers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapabilityDetail"];
                };
            };
        };
    };
    searchCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CapabilitySearch"];
            };
        };
        responses: {
            /** @description Search capabilities by meaning. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapabilityMatches"];
                };
            };
        };
    };
    listTools: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the tools. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolList"];
                };
            };
        };
    };
    registerTool: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HttpToolDefinition"];
            };
        };
        responses: {
            /** @description Register a tool behind an HTTP endpoint. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tool"];
                };
            };
        };
    };
    getTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a tool. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a tool. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tool"];
                };
            };
        };
    };
    replaceTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a tool. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HttpToolReplacement"];
            };
        };
        responses: {
            /** @description Replace a registered tool. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tool"];
                };
            };
        };
    };
    removeTool: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of a tool. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a registered tool. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolRemoved"];
                };
            };
        };
    };
    listMcpServers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the MCP servers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServerList"];
                };
            };
        };
    };
    registerMcpServer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["McpServerDefinition"];
            };
        };
        responses: {
            /** @description Register an MCP server. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
        };
    };
    getMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["McpServerName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get an MCP server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
        };
    };
    removeMcpServer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["McpServerName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove an MCP server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServerRemoved"];
                };
            };
        };
    };
    refreshMcpServer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                name: components["schemas"]["McpServerName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Look at what an MCP server offers now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
        };
    };
    approveMcpTools: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                name: components["schemas"]["McpServerName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["McpApproval"];
            };
        };
        responses: {
            /** @description Approve tools of an MCP server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["McpServer"];
                };
            };
        };
    };
    listToolCalls: {
        parameters: {
            query?: {
                /** @description Only by this agent. */
                agent?: components["schemas"]["AgentName"];
                /** @description Only of this tool. */
                tool?: string;
                /** @description Only those that ended so. */
                outcome?: components["schemas"]["ToolCallOutcome"];
                /** @description Only in this conversation. */
                conversation?: components["schemas"]["ConversationId"];
                /** @description Only in the turn on this message. */
                message?: components["schemas"]["MessageId"];
                /** @description Only those that began then or later. */
                since?: string & (unknown & unknown);
                /** @description Only those that began before then. */
                until?: string & (unknown & unknown);
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the calls of tools, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToolCallList"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: {
                /** @description Explain where the message would go; nothing is sent. */
                dry_run?: boolean;
                /** @description Hold the answer until the reply is there, at most so long: `30s`, or `true` for 30 seconds. At most 5 minutes. */
                wait?: string | ("true" | "false" | "");
            };
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
                /** @description How many messages and webhooks led to this message. Webhooks are sent with it: a receiver that sends a message because of one passes it on, and a circle ends after `CAXTON_MAX_HOPS`. */
                "Caxton-Hop"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendMessage"];
            };
        };
        responses: {
            /** @description Send a message to a capability. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageAccepted"] | components["schemas"]["MessageDryRun"];
                };
            };
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Look up a message: its state, attempts, timings and tokens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageDetail"];
                };
            };
        };
    };
    getMessageRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Explain why a message went where it went. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RouteExplanation"];
                };
            };
        };
    };
    listMessageSteps: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what the turn on a message did, step by step. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSteps"];
                };
            };
        };
    };
    sendBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
                /** @description How many messages and webhooks led to this message. Webhooks are sent with it: a receiver that sends a message because of one passes it on, and a circle ends after `CAXTON_MAX_HOPS`. */
                "Caxton-Hop"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendBatch"];
            };
        };
        responses: {
            /** @description Send up to 500 messages at once. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAccepted"];
                };
            };
            /** @description Some messages, or all, were refused: see `results`. */
            207: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchAccepted"];
                };
            };
        };
    };
    listBatches: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the batches, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchList"];
                };
            };
        };
    };
    getBatch: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Results of a page, at most 500; 0: only counts. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See how far a batch has come, and what was answered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Batch"];
                };
            };
        };
    };
    cancelBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["BatchId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description Cancel what is open of a batch, and what it caused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchCancellation"];
                };
            };
            /** @description A turn works on one of the messages and is being stopped. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchCancellation"];
                };
            };
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /** @description Only conversations in this state; without it, all that are not archived. */
                status?: "active" | "completed" | "archived";
                /** @description Only conversations with this agent (or `api_client`). */
                participant?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the conversations, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationList"];
                };
            };
        };
    };
    getConversation: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 1000. */
                limit?: number;
                /** @description Stream the conversation as Server-Sent Events, from its first event on. */
                follow?: boolean;
                /** @description With `follow`: only events after this number. `Last-Event-ID` does the same. */
                after?: number;
                /** @description With `follow`: go on when the conversation is completed. */
                keep_open?: boolean;
            };
            header?: {
                /** @description With `follow`: the number of the last event read; the stream goes on after it. */
                "Last-Event-ID"?: string;
            };
            path: {
                id: components["schemas"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a conversation with its messages, or follow it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationDetail"];
                    "text/event-stream": string;
                };
            };
        };
    };
    deleteConversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a conversation with all that was said in it, for good. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationKept"];
                };
            };
        };
    };
    listConversationMessages: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 1000. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the messages of a conversation, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationMessages"];
                };
            };
        };
    };
    getConversationGraph: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 1000. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show which message of a conversation led to which. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationGraph"];
                };
            };
        };
    };
    listArtifacts: {
        parameters: {
            query?: {
                conversation_id?: components["schemas"]["ConversationId"];
                message_id?: components["schemas"]["MessageId"];
                /** @description Only artifacts of this type; `image/*` means all pictures. */
                media_type?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the artifacts, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArtifactList"];
                };
            };
        };
    };
    uploadArtifact: {
        parameters: {
            query?: {
                /** @description What it is called; folders and control characters are left out. */
                name?: string;
                conversation_id?: components["schemas"]["ConversationId"];
                /** @description How long it is kept, such as 24h; 0s: until it is removed. As `CAXTON_ARTIFACT_RETENTION` if not said. */
                expires_in?: string;
            };
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    name?: string;
                    conversation_id?: string;
                    expires_in?: string;
                };
            };
        };
        responses: {
            /** @description Upload an artifact. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"];
                };
            };
        };
    };
    downloadArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ArtifactId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Those of the range. */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
        };
    };
    removeArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ArtifactId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove an artifact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArtifactRemoved"];
                };
            };
        };
    };
    getArtifact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ArtifactId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get everything about an artifact but its bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Artifact"];
                };
            };
        };
    };
    getAgentMemory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Look into the memory of an agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentMemory"];
                };
            };
        };
    };
    searchAgentMemory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemorySearch"];
            };
        };
        responses: {
            /** @description Search the memory of an agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryMatches"];
                };
            };
        };
    };
    exportMemory: {
        parameters: {
            query?: {
                agent_id?: components["schemas"]["AgentName"];
                conversation_id?: components["schemas"]["ConversationId"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                /** @description `jsonl`: a record a line, and a last line that says that the export is whole. */
                format?: "json" | "jsonl";
                /** @description Whether vectors come along; false if not said. */
                include_embeddings?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Export a memory. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryExport"];
                    "application/x-ndjson": string;
                };
            };
        };
    };
    importMemory: {
        parameters: {
            query?: {
                agent_id?: components["schemas"]["AgentName"];
                conversation_id?: components["schemas"]["ConversationId"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                /** @description What becomes of what is known under the same name but different: it is merged, kept, replaced, or the import stops there with 409. */
                merge_strategy?: "update_existing" | "skip_existing" | "replace_existing" | "error_on_conflict";
                /** @description Whether to check everything and store nothing. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemoryExport"];
                "application/x-ndjson": components["schemas"]["MemoryExport"];
            };
        };
        responses: {
            /** @description Import a memory. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryImported"];
                };
            };
        };
    };
    listEntities: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
                /** @description What kind of thing it is. */
                entity_type?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what is remembered, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryEntities"];
                };
            };
        };
    };
    rememberEntity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RememberEntity"];
            };
        };
        responses: {
            /** @description Remember something. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityRemembered"];
                };
            };
        };
    };
    rememberBatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RememberBatch"];
            };
        };
        responses: {
            /** @description Remember up to 100 things. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchRemembered"];
                };
            };
        };
    };
    searchMemory: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
                query: string;
                limit?: number;
                min_similarity?: number;
                mode?: "semantic" | "keyword" | "hybrid";
                /** @description Between commas, at most 20. */
                entity_types?: string;
                /** @description Whether each tells what it is related to. */
                include_relations?: boolean;
                temporal_filter?: "current" | "all" | "as_of" | "date_range";
                /** @description Of `as_of`: the instant. */
                as_of?: string & (unknown & unknown);
                /** @description Of `date_range`: from here on. */
                start_date?: (string & (unknown & unknown)) | (string & (unknown & unknown));
                /** @description Of `date_range`: up to here; a day is meant to its end. */
                end_date?: (string & (unknown & unknown)) | (string & (unknown & unknown));
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Search a memory. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryResults"];
                };
            };
        };
    };
    relateEntities: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelateEntities"];
            };
        };
        responses: {
            /** @description Relate two entities. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntitiesRelated"];
                };
            };
        };
    };
    clearMemory: {
        parameters: {
            query?: {
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
                /** @description Between commas, at most 20. */
                entity_types?: string;
                /** @description Must be true: what is cleared is gone. */
                confirm?: boolean;
            };
            header?: never;
            path: {
                agent: components["schemas"]["AgentName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Clear a memory. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryCleared"];
                };
            };
        };
    };
    getRelation: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
            };
            header?: never;
            path: {
                id: components["schemas"]["RelationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a relation with all that it was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryRelation"];
                };
            };
        };
    };
    walkGraph: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
                max_depth?: number;
                min_strength?: number;
                /** @description Between commas, at most 20. */
                relation_types?: string;
                /** @description Whether nodes tell what is known of them; true if not said. */
                include_observations?: boolean;
                traversal_strategy?: "breadth_first" | "depth_first";
                /** @description Which way relations are followed; those that hold both ways always are. */
                direction?: "outgoing" | "incoming" | "both";
                temporal_filter?: "current" | "all" | "as_of" | "date_range";
                /** @description Of `as_of`: the instant. */
                as_of?: string & (unknown & unknown);
                /** @description Of `date_range`: from here on. */
                start_date?: (string & (unknown & unknown)) | (string & (unknown & unknown));
                /** @description Of `date_range`: up to here; a day is meant to its end. */
                end_date?: (string & (unknown & unknown)) | (string & (unknown & unknown));
            };
            header?: never;
            path: {
                entity: components["schemas"]["EntityName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Walk the graph from an entity. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryGraph"];
                };
            };
        };
    };
    explainRelation: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
            };
            header?: never;
            path: {
                id: components["schemas"]["RelationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See where a relation comes from. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryRelationWhy"];
                };
            };
        };
    };
    weighRelation: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
            };
            header?: never;
            path: {
                id: components["schemas"]["RelationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See what depends on a relation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryRelationImpact"];
                };
            };
        };
    };
    retractRelation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["RelationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetractRelation"];
            };
        };
        responses: {
            /** @description Take a relation back. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationRetracted"];
                };
            };
        };
    };
    taintFact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ObservationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetTaint"];
            };
        };
        responses: {
            /** @description Say whether a fact may be the word of others. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaintSet"];
                };
            };
        };
    };
    taintEntity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetTaint"];
            };
        };
        responses: {
            /** @description Say whether all that is known of an entity may be the word of others. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaintSet"];
                };
            };
        };
    };
    taintRelation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["RelationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetTaint"];
            };
        };
        responses: {
            /** @description Say whether a relation may be the word of others. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaintSet"];
                };
            };
        };
    };
    explainFact: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
            };
            header?: never;
            path: {
                id: components["schemas"]["ObservationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See where a fact comes from. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryWhy"];
                };
            };
        };
    };
    weighFact: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
            };
            header?: never;
            path: {
                id: components["schemas"]["ObservationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See what depends on a fact. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryImpact"];
                };
            };
        };
    };
    retractFact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ObservationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetractFact"];
            };
        };
        responses: {
            /** @description Take a fact back. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactsRetracted"];
                };
            };
        };
    };
    listWaitingFacts: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the facts that wait for people, the oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryReview"];
                };
            };
        };
    };
    acceptFact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ObservationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemoryDecision"];
            };
        };
        responses: {
            /** @description Accept a fact that waits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactAccepted"];
                };
            };
        };
    };
    rejectFact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ObservationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemoryDecision"];
            };
        };
        responses: {
            /** @description Reject a fact that waits. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactsRetracted"];
                };
            };
        };
    };
    listRetractions: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what was taken back, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryRetractions"];
                };
            };
        };
    };
    undoRetraction: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["RetractionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemoryDecision"];
            };
        };
        responses: {
            /** @description Undo a retraction. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetractionUndone"];
                };
            };
        };
    };
    getEntity: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
            };
            header?: never;
            path: {
                entity: components["schemas"]["EntityName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get an entity with all its facts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryEntity"];
                };
            };
        };
    };
    forgetEntity: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
            };
            header?: never;
            path: {
                entity: components["schemas"]["EntityName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forget an entity. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityForgotten"];
                };
            };
        };
    };
    retractEntity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                entity: components["schemas"]["EntityName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetractFact"];
            };
        };
        responses: {
            /** @description Take back everything that is known of an entity. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactsRetracted"];
                };
            };
        };
    };
    pinEntity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entity: components["schemas"]["EntityName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PinEntity"];
            };
        };
        responses: {
            /** @description Keep an entity whatever the rules of retention say. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityPinned"];
                };
            };
        };
    };
    eraseSubject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseSubject"];
            };
        };
        responses: {
            /** @description Erase somebody or something from every memory of the workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubjectErased"];
                };
            };
        };
    };
    liftErasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LiftErasure"];
            };
        };
        responses: {
            /** @description Let an erased subject be learned again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureLifted"];
                };
            };
        };
    };
    getMemoryConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See how memory is set up and how long it keeps what. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryConfig"];
                };
            };
        };
    };
    changeMemoryConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMemoryConfig"];
            };
        };
        responses: {
            /** @description Change how long memory keeps what. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryConfigChanged"];
                };
            };
        };
    };
    getMemoryQuality: {
        parameters: {
            query: {
                agent_id: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
                /** @description Days without a write or a use after which something is stale. */
                stale_days?: number;
                /** @description Days without any use after which something is unused. */
                unused_days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See how good a memory is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryQuality"];
                };
            };
        };
    };
    getMemoryStats: {
        parameters: {
            query?: {
                agent_id?: components["schemas"]["AgentName"];
                /** @description Who shares the memory. `agent-only` means `agent`. */
                memory_scope?: "agent" | "conversation" | "workspace" | "global" | "agent-only";
                conversation_id?: components["schemas"]["ConversationId"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See how much is remembered, by scope. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryStats"];
                };
            };
        };
    };
    getMemoryHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See whether memory works. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryHealth"];
                };
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                /** @description Only those that stand so. */
                status?: components["schemas"]["ApprovalStatus"];
                /** @description Only what this agent asks for. */
                agent?: components["schemas"]["AgentName"];
                /** @description Only of this conversation. */
                conversation?: components["schemas"]["ConversationId"];
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the approvals, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalList"];
                };
            };
        };
    };
    getApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Look at an approval: what is to be done, by whom, and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    decideApproval: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ApprovalId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalDecision"];
            };
        };
        responses: {
            /** @description Decide: approve, deny, or approve with other arguments. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
        };
    };
    listDeadLetters: {
        parameters: {
            query?: {
                /** @description Only of this agent. */
                agent?: components["schemas"]["AgentName"];
                /** @description Only sent to this capability. */
                capability?: components["schemas"]["CapabilityName"];
                /** @description Only those that failed for this reason. */
                code?: components["schemas"]["FailureCode"];
                /** @description Only of this conversation. */
                conversation?: components["schemas"]["ConversationId"];
                /** @description Only those that failed then or later. */
                since?: string & (unknown & unknown);
                /** @description Only those that failed before then. */
                until?: string & (unknown & unknown);
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the dead letters, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterList"];
                };
            };
        };
    };
    requeueDeadLetters: {
        parameters: {
            query?: {
                /** @description Tell what would be put back, and put nothing back; as in the body. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequeueDeadLetters"];
            };
        };
        responses: {
            /** @description Put back all dead letters that a filter means. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLettersRequeued"];
                };
            };
        };
    };
    getDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Look at a dead letter: the message, why it failed, what was tried. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterDetail"];
                };
            };
        };
    };
    discardDeadLetter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Discard a dead letter. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterDiscarded"];
                };
            };
        };
    };
    requeueDeadLetter: {
        parameters: {
            query?: {
                /** @description A new deadline, from now. Without it, one that has passed is lifted. */
                timeout?: string;
            };
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Put a dead letter back into its mailbox. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterRequeued"];
                };
            };
        };
    };
    listWorkers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the worker processes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkerList"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Log in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Login"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description Exchange a refresh token for a new login. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Login"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description End the login of a refresh token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoggedOut"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Change your password. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Login"];
                };
            };
        };
    };
    tellIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell whom the server takes you for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Identity"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserList"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserCreation"];
            };
        };
        responses: {
            /** @description Create a user. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["UserName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    removeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["UserName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserRemoved"];
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["UserName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description Change a user's roles or grants, disable them, or reset their password. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
        };
    };
    listWorkspaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the workspaces. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceList"];
                };
            };
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceCreation"];
            };
        };
        responses: {
            /** @description Create a workspace and its first admin. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceCreated"];
                };
            };
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: components["schemas"]["WorkspaceName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
        };
    };
    removeWorkspace: {
        parameters: {
            query?: {
                /** @description `true` removes everything in it as well. */
                confirm?: "true" | "false";
            };
            header?: never;
            path: {
                name: components["schemas"]["WorkspaceName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceRemoved"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the API keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreation"];
            };
        };
        responses: {
            /** @description Create an API key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get an API key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoke an API key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApiKeyRotation"];
            };
        };
        responses: {
            /** @description Replace an API key. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description Only by this user or key. */
                actor?: string;
                /** @description Only this act. */
                action?: string;
                /** @description Only what was done to it. */
                target?: string;
                /** @description Only what was done then or later. */
                since?: string & (unknown & unknown);
                /** @description Only what was done before then. */
                until?: string & (unknown & unknown);
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what was done, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
        };
    };
    checkAuditChain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Check that nothing was changed in the log or taken out of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditChain"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the webhooks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
        };
    };
    registerWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRegistration"];
            };
        };
        responses: {
            /** @description Register a webhook. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookRemoved"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookChange"];
            };
        };
        responses: {
            /** @description Change, disable or enable a webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: {
                /** @description Replace the secret although it was replaced within 24 hours. */
                force?: boolean;
            };
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Replace the signing secret of a webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                status?: "waiting" | "delivered" | "failed";
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Entries of a page, at most 100. */
                limit?: number;
            };
            header?: never;
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the deliveries of a webhook, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send a test event to a webhook. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
        };
    };
    redeliver: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["WebhookId"];
                delivery: components["schemas"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Make a delivery again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
        };
    };
    recoverDeliveries: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookRecovery"];
            };
        };
        responses: {
            /** @description Deliver what did not get through since a moment. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookRecovered"];
                };
            };
        };
    };
    cancelMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["MessageId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description Cancel a message and what it caused. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancellation"];
                };
            };
            /** @description A turn works on one of the messages and is being stopped. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancellation"];
                };
            };
        };
    };
    cancelConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description Cancel everything that is open in a conversation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancellation"];
                };
            };
            /** @description A turn works on one of the messages and is being stopped. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancellation"];
                };
            };
        };
    };
    archiveConversations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArchiveRequest"];
            };
        };
        responses: {
            /** @description Archive all conversations that a filter means. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationOperation"];
                };
            };
            /** @description Workers go on with it: see `progress_url`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationOperation"];
                };
            };
        };
    };
    restoreConversations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreRequest"];
            };
        };
        responses: {
            /** @description Bring archived conversations back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationOperation"];
                };
            };
            /** @description Workers go on with it: see `progress_url`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationOperation"];
                };
            };
        };
    };
    deleteConversations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteConversations"];
            };
        };
        responses: {
            /** @description Delete all conversations that a filter means, for good. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationOperation"];
                };
            };
            /** @description Workers go on with it: see `progress_url`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationOperation"];
                };
            };
        };
    };
    archiveConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archive a conversation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationKept"];
                };
            };
        };
    };
    restoreConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Bring an archived conversation back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationKept"];
                };
            };
        };
    };
    exportConversation: {
        parameters: {
            query?: {
                /** @description Also what the turns did: answers of models and calls of tools, step by step. */
                steps?: boolean;
            };
            header?: never;
            path: {
                id: components["schemas"]["ConversationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Export a conversation as JSON Lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationRecord"];
                    "application/x-ndjson": string;
                };
            };
        };
    };
    listConversationOperations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the last hundred operations, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationOperationList"];
                };
            };
        };
    };
    getConversationOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["OperationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description See how far an operation has come. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationOperation"];
                };
            };
        };
    };
    cancelConversationOperation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a repetition harmless: the same key with the same body is answered again, marked with `Idempotency-Replayed: true`, and nothing is done twice. 1 to 255 visible ASCII characters, kept for 24 hours (`CAXTON_IDEMPOTENCY_RETENTION`). */
                "Idempotency-Key"?: string;
            };
            path: {
                id: components["schemas"]["OperationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Do no more of an operation; what was done stays done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationOperation"];
                };
            };
        };
    };
    listExamples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the example data sets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExampleList"];
                };
            };
        };
    };
    getExample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name of the file. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Download an example data set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    showSignpost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tell where the documentation is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Signpost"];
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the OpenAPI document of this server. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
        };
    };
    "on:message.response": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "message.response";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:conversation.complete": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "conversation.complete";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:message.accepted": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "message.accepted";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:message.sent": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "message.sent";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:message.failed": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "message.failed";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:message.expired": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "message.expired";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:message.cancelled": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "message.cancelled";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:message.requeued": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "message.requeued";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:turn.started": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "turn.started";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:turn.retried": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "turn.retried";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:turn.suspended": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "turn.suspended";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:tool.called": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "tool.called";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:tool.returned": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "tool.returned";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:approval.requested": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "approval.requested";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:approval.decided": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "approval.decided";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:approval.expired": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "approval.expired";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:artifact.created": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "artifact.created";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:delegation.failed": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPayload"] & {
                    /** @constant */
                    type?: "delegation.failed";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:batch.completed": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchNotice"] & {
                    /** @constant */
                    type?: "batch.completed";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:webhook.disabled": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookNotice"] & {
                    /** @constant */
                    type?: "webhook.disabled";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "on:webhook.test": {
        parameters: {
            query?: never;
            header: {
                /** @description The same in every attempt: what was seen before can be left out. */
                "webhook-id": string;
                /** @description Unix seconds of the attempt. */
                "webhook-timestamp": string;
                /** @description How many messages and deliveries led to it: pass it on to messages sent because of it. */
                "caxton-hop": string;
                /** @description One signature, or two while a rotation lasts: `v1,…`. */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookNotice"] & {
                    /** @constant */
                    type?: "webhook.test";
                };
            };
        };
        responses: {
            /** @description The webhook is disabled. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sent again, later. */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
