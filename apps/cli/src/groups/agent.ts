import { Option, type Command } from 'commander';
import { act } from '../run/act.js';
import { limitOption, yesOption } from '../run/arguments.js';
import { askFirst } from '../run/ask-first.js';
import { listing, moreOf } from '../run/listing.js';
import { facts, table } from '../show/table.js';
import { addFromTemplate } from './agent-from-template.js';
import { addTest } from './agent-test.js';
import { addVersionCommands } from './agent-versions.js';

interface ListFlags {
  readonly capability?: string;
  readonly status?: 'running' | 'paused' | 'draining';
  readonly type?: 'configuration' | 'code';
  readonly limit: number;
}

/** Adds `caxton agent`: who takes turns. */
export function addAgentCommands(program: Command): void {
  const agent = program.command('agent').alias('agents').description('Agents: who takes turns.');
  addDeploy(agent);
  addFromTemplate(agent);
  addUpdate(agent);
  addValidate(agent);
  addTest(agent);
  addList(agent);
  addShow(agent);
  addDelete(agent);
  addPauses(agent);
  addLogs(agent);
  addVersionCommands(agent);
}

function addDeploy(agent: Command): void {
  const command = agent
    .command('deploy')
    .description('Deploy an agent from a file (JSON, TOML, or Markdown with front matter).')
    .argument('<file>', 'the agent file; - is JSON on the standard input')
    .option('--strict', 'refuse what would only be warned of, such as tools that nobody knows')
    .option('--update', 'update the agent when it is there already')
    .addHelpText(
      'after',
      '\nExamples:\n  caxton agent deploy analyst.md\n  caxton agent deploy analyst.toml --update',
    );
  act<{ readonly strict?: boolean; readonly update?: boolean }>(command, async (run) => {
    const { deployFile } = await import('../agents/deploy-file.js');
    return deployFile(run);
  });
}

function addUpdate(agent: Command): void {
  const command = agent
    .command('update')
    .description('Change an agent that is deployed: what the file does not name stays.')
    .argument('<name>', 'the agent')
    .argument('<file>', 'an agent file, or part of one; - is JSON on the standard input')
    .option('--strict', 'refuse what would only be warned of')
    .addHelpText(
      'after',
      '\nExample:\n  echo \'{"version": "1.1.0"}\' | caxton agent update Analyst -',
    );
  act<{ readonly strict?: boolean }>(command, async (run) => {
    const { updateFromFile } = await import('../agents/deploy-file.js');
    return updateFromFile(run);
  });
}

function addValidate(agent: Command): void {
  const command = agent
    .command('validate')
    .description('Check agent files without a server. Ends with 1 when one could not be deployed.')
    .argument('<files...>', 'agent files or folders of them')
    .option('--server', 'let the server check them: it knows its tools, agents and your grants')
    .addHelpText('after', '\nExample:\n  caxton agent validate agents/');
  act<{ readonly server?: boolean }>(command, async (run) => {
    const { validateFiles } = await import('../agents/validate-files.js');
    return validateFiles(run);
  });
}

function addList(agent: Command): void {
  const command = agent
    .command('list')
    .description('List the agents.')
    .option('--capability <name>', 'only those that have it')
    .addOption(new Option('--status <status>').choices(['running', 'paused', 'draining']))
    .addOption(new Option('--type <type>').choices(['configuration', 'code']))
    .addOption(limitOption())
    .addHelpText('after', '\nExample:\n  caxton agent list --json | jq -r ".agents[].name"');
  act<ListFlags>(command, async (run) => {
    const { capability, status, type, limit } = run.flags;
    const client = await run.client();
    const filter = {
      ...(capability === undefined ? {} : { capability }),
      ...(status === undefined ? {} : { status }),
      ...(type === undefined ? {} : { type }),
    };
    const page = await listing((next) => client.agents.list({ ...filter, ...next })).read(
      'agents',
      limit,
    );
    run.terminal.show(page, ({ agents }) =>
      table(agents, [
        ['NAME', ({ name }) => name],
        ['TYPE', (one) => one.type],
        ['STATUS', (one) => one.status],
        ['VERSION', ({ version }) => version],
        ['CAPABILITIES', ({ capabilities }) => capabilities],
        ['UPTIME', ({ uptime }) => uptime],
      ]).concat(moreOf(page)),
    );
    return undefined;
  });
}

function addShow(agent: Command): void {
  const command = agent
    .command('show')
    .description('Show an agent with its configuration.')
    .argument('<name>', 'the agent');
  act(command, async (run) => {
    const client = await run.client();
    run.terminal.show(await client.agents.get(run.arg(0)), ({ configuration, ...agent }) =>
      [
        facts({
          ...{ name: agent.name, type: agent.type, status: agent.status },
          version: `${agent.version} (number ${String(agent.version_number)})`,
          ...{ uptime: agent.uptime, deployed: agent.deployed_at, updated: agent.updated_at },
        }),
        '\n',
        facts(configuration),
      ].join(''),
    );
    return undefined;
  });
}

function addDelete(agent: Command): void {
  const command = agent
    .command('delete')
    .description('Remove an agent: it answers what waits, takes nothing new, and goes.')
    .argument('<name>', 'the agent')
    .option('--force', 'at once: what waits is given up')
    .addOption(yesOption());
  act<{ readonly force?: boolean; readonly yes?: boolean }>(command, async (run) => {
    const name = run.arg(0);
    await askFirst(run, `Remove the agent ${name}?`);
    const force = run.flags.force === true;
    const removed = await (await run.client()).agents.remove(name, { force });
    run.terminal.show(removed, ({ status, pending_messages: pending }) =>
      status === 'removed'
        ? `${name} is removed.\n`
        : `${name} is draining: ${String(pending)} messages wait for it.\n`,
    );
    return undefined;
  });
}

function addPauses(agent: Command): void {
  const pause = agent
    .command('pause')
    .description('Let an agent take no more turns; its messages wait.')
    .argument('<name>', 'the agent');
  act(pause, async (run) => {
    const changed = await (await run.client()).agents.pause(run.arg(0));
    run.terminal.show(changed, ({ agent_id: id, status }) => `${id} is ${status}.\n`);
    return undefined;
  });
  const resume = agent
    .command('resume')
    .description('Let a paused agent go on.')
    .argument('<name>', 'the agent');
  act(resume, async (run) => {
    const changed = await (await run.client()).agents.resume(run.arg(0));
    run.terminal.show(changed, ({ agent_id: id, status }) => `${id} is ${status}.\n`);
    return undefined;
  });
}

function addLogs(agent: Command): void {
  const command = agent
    .command('logs')
    .description('Tell what an agent did last: what it was told and answered, tools, failures.')
    .argument('<name>', 'the agent')
    .addOption(limitOption(50));
  act<{ readonly limit: number }>(command, async (run) => {
    const { tellLogs } = await import('../agents/tell-logs.js');
    return tellLogs(run);
  });
}
