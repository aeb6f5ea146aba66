import type { ModelRequest } from '#llm';
import { createFence } from '../prompt/fence.js';
import type { Lesson } from './lesson.js';

/** An answer beyond this is no list of facts. */
const mostTokens = 1_500;

const instructions = [
  'You read what was said between a sender and an agent, and note what is worth remembering for later',
  'conversations: facts that were stated, preferences, decisions, and what an analysis found. Not worth',
  'it are greetings, small talk, questions, guesses, what holds only for the moment, what everybody',
  'knows, and what the agent says of itself. Never note secrets, passwords or personal data.',
  '',
  'Answer with one JSON object and nothing else:',
  '{"facts":[{"subject":"Acme","type":"customer","predicate":"prefers","content":"Acme prefers the',
  'phone","confidence":0.9}]}',
  '- subject: the name of what the fact is about; the same name for the same thing.',
  '- predicate: one lower-case word for the question that the fact answers, if it has one answer at a',
  '  time (prefers, delivery_address, status). Leave it out when several answers can hold at once.',
  '- content: one sentence that can be understood by itself.',
  '- confidence: from 0 to 1, how sure it is.',
  '- An empty list is a good answer, and the usual one.',
].join('\n');

/** What a model is asked, to learn from a turn. Everything that was said is data to it. */
export function composeLearning({ said, agentName }: Lesson, nonce: string): ModelRequest {
  const fence = createFence(nonce);
  const text = [
    `${said.sender} (${said.performative}) to ${agentName}:`,
    fence.wrap(JSON.stringify(said.asked)),
    `${agentName} answered:`,
    fence.wrap(JSON.stringify(said.answered)),
  ].join('\n');
  return {
    system: `${instructions}\n- ${fence.rule}`,
    messages: [{ role: 'user', text }],
    tools: [],
    maxOutputTokens: mostTokens,
    temperature: 0,
    provenance: {
      task: 'learn',
      content: { asked: said.asked, answered: said.answered },
      performative: said.performative,
      sender: said.sender,
    },
  };
}
