import { build } from './prepare/build.mjs';
import { installPackages, requireNode } from './prepare/packages.mjs';
import { whenParentEnds } from './prepare/parent.mjs';
import { Obstacle, runScript, say, step, style } from './prepare/progress.mjs';
import { Api } from './quickstart/api.mjs';
import { choosePort } from './quickstart/choose-port.mjs';
import { analysisRequest, dataAnalyzer, follow } from './quickstart/conversation.mjs';
import { showNextSteps } from './quickstart/next-steps.mjs';
import { Server } from './quickstart/server.mjs';
import { showAnswer } from './quickstart/show-answer.mjs';

const usage = `npm run quickstart [-- --exit]

Installs, builds and starts Caxton, deploys an agent, asks it something and shows the answer.
  --exit   stop the server afterwards; without it the server stays up until Ctrl-C`;

function readArguments(given) {
  const unknown = given.find((argument) => !['--exit', '--help'].includes(argument));
  if (unknown) throw new Obstacle(`Unknown argument ${unknown}.\n\n${usage}`);
  return { wantsExit: given.includes('--exit'), wantsHelp: given.includes('--help') };
}

async function createServer() {
  const port = await choosePort('CAXTON_PORT', 8080, 'the API');
  const metricsPort = await choosePort('CAXTON_METRICS_PORT', 9090, 'the metrics endpoint');
  const server = new Server({ port, metricsPort });
  const stop = () => {
    if (server.isStopping) return;
    say('\nStopping …');
    void server.stop();
  };
  process.on('SIGTERM', stop);
  // The first Ctrl-C stops the server in order, the second at once.
  process.on('SIGINT', () => (server.isStopping ? server.kill() : stop()));
  return server;
}

async function converse(server) {
  const api = new Api(server.url);
  const { isNew } = await api.deploy(dataAnalyzer);
  const abilities = dataAnalyzer.capabilities.join(', ');
  say(
    `${style.cyan('▸')} Agent DataAnalyzer ${isNew ? 'deployed' : 'is there already'}: ${abilities}`,
  );
  const message = analysisRequest(server.url);
  say(`${style.cyan('▸')} Asking for data-analysis: “${message.content.request}”`);
  say(`  ${message.content.data_source}`);
  const accepted = await api.send(message);
  showAnswer(await follow(api, accepted));
  showNextSteps(server.url, message, accepted.conversation_id);
}

async function run(server, { wantsExit }) {
  await step(`Starting the server on ${server.url} (log: quickstart.log)`, () => server.ready());
  await converse(server);
  if (wantsExit) return;
  say(`\n${style.bold('Caxton is running.')} Ctrl-C stops it.`);
  await server.ended();
}

async function runAndStop(options) {
  const server = await createServer();
  try {
    await run(server, options);
    return 0;
  } catch (error) {
    if (server.isStopping) return 130;
    throw error;
  } finally {
    await server.stop();
  }
}

whenParentEnds(() => process.kill(process.pid, 'SIGTERM'));
await runScript(async () => {
  const options = readArguments(process.argv.slice(2));
  if (options.wantsHelp) {
    say(usage);
    return 0;
  }
  requireNode();
  say(style.bold('Caxton quick start'));
  await installPackages();
  await build();
  return runAndStop(options);
});
