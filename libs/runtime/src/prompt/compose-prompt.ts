import type { JsonObject, MessageView } from '#protocol';
import type { WaitingMessage } from '#messaging';
import type { ModelMessage } from '#llm';
import { tellFiles, type NamedFile } from '../files/named-files.js';
import type { ShownMemory } from '../memory/turn-memories.js';
import { createFence, type Fence } from './fence.js';
import { fitHistory, sayContent, tellHistory, type History } from './history.js';
import { composeSystemPrompt, type Capability } from './system-prompt.js';
import { templateValues } from './template-values.js';
import { tellMemories, type ToldMemories } from './tell-memories.js';
import { clipToTokens, estimateTokens } from './tokens.js';

/** What an agent's author wrote, as far as it makes the prompt. */
interface Instructions {
  readonly agent: string;
  readonly systemPrompt: string;
  readonly userPromptTemplate: string | undefined;
  readonly parameters: JsonObject;
  readonly outputSchema?: JsonObject | undefined;
}

/** Everything a prompt is made of. */
export interface PromptSources {
  readonly instructions: Instructions;
  readonly message: WaitingMessage;
  /** Messages of the conversation before this one, oldest first. */
  readonly past: readonly MessageView[];
  /** Capabilities of other agents that it may ask. */
  readonly neighbours: readonly Capability[];
  /** What is remembered of the matter, the most useful first. */
  readonly memories: readonly ShownMemory[];
  /** What the files are that the message names. @default none */
  readonly files?: readonly NamedFile[];
  /** Tokens that memories may take. @default a quarter of the budget */
  readonly memoryTokens?: number | undefined;
  /** Budget of system prompt, memories, past and request together. */
  readonly tokens: number;
  /** Random, for this turn only. */
  readonly nonce: string;
  /** RFC 3339. */
  readonly now: string;
}

export interface Prompt {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  /** Names in the template that had no value: rendered empty. */
  readonly missing: readonly string[];
  /** The memories that there was room for. */
  readonly memories: readonly ShownMemory[];
}

/** Renders a template in one pass; of the agents library. */
export type RenderTemplate = (
  template: string,
  values: Readonly<Record<string, string>>,
) => { readonly text: string; readonly missing: readonly string[] };

/** The author's prompt may take so much of the budget, the request as much again. */
const instructionShare = 0.4;
const requestShare = 0.4;
/** Memories may take so much of it, and no more than half of what these two leave. */
const memoryShare = 0.25;

/**
 * What a model is told in a turn: who the agent is, what was said before (the newest first, as far as
 * the budget goes), what is remembered of the matter and what is asked now.
 */
export function composePrompt(sources: PromptSources, render: RenderTemplate): Prompt {
  const { instructions, message, tokens } = sources;
  const fence = createFence(sources.nonce);
  const system = composeSystemPrompt({
    instructions: instructions.systemPrompt,
    agent: instructions.agent,
    outputSchema: instructions.outputSchema,
    neighbours: sources.neighbours,
    canSend: sources.neighbours.length > 0,
    remembers: sources.memories.length > 0,
    tokens: Math.floor(tokens * instructionShare),
    fence,
  });
  const request = Math.min(estimateTokens(JSON.stringify(message.content)), tokens * requestShare);
  const room = Math.max(0, Math.floor(tokens - estimateTokens(system) - request));
  const told = tellMemories(sources.memories, memoryRoom(sources, room));
  const history = fitHistory(sources.past, room - estimateTokens(told.text));
  const asked = composeRequest(sources, { fence, history, told }, render);
  const dialogue = asked.tellsHistory ? [] : asDialogue(history, instructions.agent, fence);
  return {
    system,
    messages: [...dialogue, { role: 'user', text: `${asked.text}${named(sources, fence)}` }],
    missing: asked.missing,
    memories: told.memories,
  };
}

function memoryRoom({ tokens, memoryTokens }: PromptSources, room: number): number {
  return Math.min(memoryTokens ?? tokens * memoryShare, room / 2);
}

interface Asked {
  readonly text: string;
  readonly missing: readonly string[];
  /** The template shows the past itself. */
  readonly tellsHistory: boolean;
}

function composeRequest(
  { instructions, message, tokens, now }: PromptSources,
  { fence, history, told }: { fence: Fence; history: History; told: ToldMemories },
  render: RenderTemplate,
): Asked {
  const { userPromptTemplate: template, parameters } = instructions;
  const each = Math.floor(valueBudget(message.content, tokens * requestShare));
  if (template === undefined || template.trim() === '') {
    const text = `${recalled(told, fence)}${plainRequest(message, fence, each)}`;
    return { text, missing: [], tellsHistory: false };
  }
  const { text, missing } = render(
    template,
    templateValues(
      {
        content: message.content,
        parameters,
        agent: instructions.agent,
        capability: message.capability,
        sender: message.sender,
        performative: message.performative,
        conversationId: message.conversationId,
        history: tellHistory(history),
        memories: told.text,
        timestamp: now,
      },
      fence,
      each,
    ),
  );
  const before = namesMemories.test(template) ? '' : recalled(told, fence);
  return {
    text: `${before}${text}`,
    missing,
    tellsHistory: showsHistory(template, message.content, parameters),
  };
}

/** Where the template has no place for memories, they go before what is asked. */
function recalled({ text }: ToldMemories, fence: Fence): string {
  return text === '' ? '' : `What you remember that may bear on this:\n${fence.wrap(text)}\n\n`;
}

/** So that none is opened with a tool that reads something else. */
function named({ files = [] }: PromptSources, fence: Fence): string {
  return files.length === 0
    ? ''
    : `\n\nFiles that the message names:\n${fence.wrap(tellFiles(files))}`;
}

/** Without a template the message speaks for itself. */
function plainRequest(message: WaitingMessage, fence: Fence, tokens: number): string {
  const to = message.capability === undefined ? '' : ` to the capability ${message.capability}`;
  const said = clipToTokens(sayContent(message.content), tokens);
  return `${message.sender} sends this message (${message.performative})${to}:\n${fence.wrap(said)}`;
}

/** All of the request when it fits; else every key gets an equal share. */
function valueBudget(content: JsonObject, budget: number): number {
  if (estimateTokens(JSON.stringify(content)) <= budget) return budget;
  return budget / Math.max(1, Object.keys(content).length);
}

const namesMemories = /\{\{\s*memory_context\s*\}\}/i;
const namesHistory = /\{\{\s*conversation_history\s*\}\}/i;
const namesContext = /\{\{\s*context\s*\}\}/i;

function showsHistory(template: string, content: JsonObject, parameters: JsonObject): boolean {
  if (namesHistory.test(template)) return true;
  const isOther = Object.hasOwn(content, 'context') || Object.hasOwn(parameters, 'context');
  return !isOther && namesContext.test(template);
}

/** The past as the model's own dialogue. Providers want it to begin with somebody else. */
function asDialogue({ messages, omitted }: History, agent: string, fence: Fence): ModelMessage[] {
  const first = messages.findIndex(({ sender }) => sender !== agent);
  if (first === -1) return [];
  const note =
    omitted + first > 0 ? `[${String(omitted + first)} earlier messages left out]\n` : '';
  return messages.slice(first).map((past, index): ModelMessage => {
    if (past.sender === agent) return { role: 'assistant', text: past.text };
    const said = `${past.sender} (${past.performative}):\n${fence.wrap(past.text)}`;
    return { role: 'user', text: index === 0 ? `${note}${said}` : said };
  });
}
