import { fastify, type FastifyReply } from 'fastify';
import { ConcurrencyGauge } from './concurrency-gauge.js';
import { answerAsModel, modelsPage, type ChatRequest } from './slow-model.js';

/**
 * A process that serves, without anything behind it: `POST /echo` answers what it is sent; `GET /follow` is told what
 * `POST /tell` says; `POST /v1/chat/completions` is a language model that takes two seconds, and `GET /v1/gauge` tells how many
 * answers it had in work at the same time since `POST /v1/gauge`.
 */

const server = fastify();
const followers = new Set<FastifyReply>();
let told = 0;

server.post('/echo', (request) => request.body);

server.get('/follow', (request, reply) => {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
  reply.raw.write(': followed\n\n');
  followers.add(reply);
  request.raw.on('close', () => followers.delete(reply));
});

server.post('/tell', (request) => {
  told += 1;
  const data = JSON.stringify(request.body);
  for (const { raw } of followers)
    raw.write(`id: ${told}\nevent: message.replied\ndata: ${data}\n\n`);
  return { told };
});

server.get('/v1/models', () => modelsPage);
const gauge = new ConcurrencyGauge(Number(process.argv[2] ?? 500));
server.get('/v1/gauge', () => gauge.read());
server.post('/v1/gauge', () => {
  gauge.reset();
  return {};
});
server.post<{ Body: ChatRequest }>('/v1/chat/completions', (request, reply) => {
  reply.hijack();
  gauge.enter();
  reply.raw.once('close', () => {
    gauge.leave();
  });
  answerAsModel(request.body, reply.raw);
});

process.send?.(Number(new URL(await server.listen({ port: 0, host: '127.0.0.1' })).port));
process.once('disconnect', () => process.exit());
