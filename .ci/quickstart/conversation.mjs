import { Obstacle, say, style } from '../prepare/progress.mjs';
import { describeEvent, failureOf } from './show-event.mjs';

const deadline = 180_000;

/** The agent of section 1 of the REST API quick start. */
export const dataAnalyzer = {
  name: 'DataAnalyzer',
  version: '1.0.0',
  capabilities: ['data-analysis', 'report-generation'],
  tools: ['http_client', 'csv_parser'],
  memory: { enabled: true, scope: 'workspace' },
  system_prompt:
    'You are a data analysis expert who helps users understand their data. When you receive analysis ' +
    'requests, check your memory for similar patterns, use appropriate tools to fetch and parse data, ' +
    'then provide clear insights.',
  user_prompt_template:
    'Analyze this request: {{request}}\n\nMemory context: {{memory_context}}\nData source: {{data_source}}',
};

/** The message of section 3, over data that the server ships. */
export const analysisRequest = (serverUrl) => ({
  capability: 'data-analysis',
  performative: 'request',
  content: {
    request: 'Analyze Q3 passenger trends',
    data_source: `${serverUrl}/examples/airline-passengers.csv`,
    requirements: 'Focus on growth patterns and seasonality',
  },
  conversation_id: `quickstart-${Date.now().toString(36)}`,
});

/** Writes events as they come; the pieces of a streamed answer stay on their line. */
class Transcript {
  #isMidLine = false;

  show(event) {
    if (event.type === 'message.delta') return this.#write(event.data?.text ?? event.data?.delta);
    const line = describeEvent(event);
    if (!line) return;
    if (this.#isMidLine) process.stdout.write('\n');
    this.#isMidLine = false;
    say(`  ${style.dim('│')} ${line}`);
  }

  #write(text) {
    if (typeof text !== 'string') return;
    const start = this.#isMidLine ? '' : `  ${style.dim('│')} `;
    process.stdout.write(start + style.dim(text.replaceAll('\n', `\n  ${style.dim('│')} `)));
    this.#isMidLine = true;
  }
}

/** Shows a conversation as it happens and returns the reply to the message. */
export async function follow(api, { conversation_id: conversationId, message_id: messageId }) {
  const transcript = new Transcript();
  let reply;
  for await (const event of api.follow(conversationId, AbortSignal.timeout(deadline))) {
    transcript.show(event);
    if (event.type === 'message.replied' && event.data.in_reply_to === messageId)
      reply = event.data;
    if (event.type === 'message.failed' || event.type === 'message.expired')
      throw new Obstacle(`The agent could not answer: ${failureOf(event.data)}`);
    if (event.type === 'conversation.completed') break;
  }
  if (!reply) throw new Obstacle('The conversation ended without a reply.');
  return reply;
}
