import type { Ranked } from '#embeddings';
import type { JsonObject, JsonValue } from '#protocol';
import type { ToolOffer } from '../language-model.js';
import { chooseNearest } from './choose-tool.js';
import { describe } from './describe.js';
import { fillArguments } from './fill-arguments.js';
import { answer, call, type Mind, type Move } from './move.js';
import type { PastStep, Reading } from './reading.js';
import { mayRun, messengerAmong } from './toolkit.js';
import type { RecalledMemory } from '../language-model.js';
import { listed, quoted } from './wording.js';

/**
 * Serves a request with the tool nearest to it, or with what is remembered if that is nearer. A tool
 * that changes something is proposed, not run: that decision takes a person or a language model.
 */
export async function useTool(reading: Reading, mind: Mind): Promise<Move | undefined> {
  const messenger = messengerAmong(reading.tools)?.name;
  const done = reading.steps.findLast(({ name }) => name !== messenger);
  if (done !== undefined) return tellResult(done);
  if (reading.request === '') return undefined;
  const tools = reading.tools.filter(({ name }) => name !== messenger);
  const { tool, memory } = await chooseNearest(reading.request, tools, reading.memories, mind);
  if (memory !== undefined && memory.similarity >= (tool?.similarity ?? 0))
    return tellMemory(memory);
  return tool && planCall(tool.item, reading);
}

async function planCall(tool: ToolOffer, { content, request }: Reading): Promise<Move> {
  const { args, missing } = await fillArguments(tool, content, request);
  const needs = [...missing];
  if (needs.length > 0) {
    const text = `The tool ${tool.name} can serve this, but ${listed(needs)} ${needs.length === 1 ? 'is' : 'are'} missing. Send ${needs.length === 1 ? 'it as a key' : 'them as keys'} of the content.`;
    return answer(text, { text, tool: tool.name, needs });
  }
  if (mayRun(tool, args)) return call(tool.name, args);
  const text = `The tool ${tool.name} would serve this with the arguments ${JSON.stringify(args)}. It was not run: it changes something, and without a language model only tools that read are run.`;
  return answer(text, { text, proposal: { tool: tool.name, arguments: args } });
}

function tellMemory({ item, similarity }: Ranked<RecalledMemory>): Move {
  const from = item.source === undefined ? item.entity : `${item.entity} (${item.source})`;
  const text = `From memory, ${from}: ${quoted(item.content, 1_000)}`;
  return answer(text, {
    text,
    memory_used: [item.entity],
    similarity: Math.round(similarity * 1_000) / 1_000,
  });
}

function tellResult({ id, name, output, failed }: PastStep): Move {
  const sources = [{ call: id, tool: name }];
  if (failed) {
    const text = `The tool ${name} failed: ${messageOf(output)}`;
    return answer(text, { text, problem: { call: id, tool: name, message: messageOf(output) } });
  }
  if (isEmpty(output)) {
    const text = `The tool ${name} found nothing.`;
    return answer(text, { text, result: output, sources });
  }
  const text = `The tool ${name} gave: ${describe(output)}`;
  return answer(text, { text, result: output, sources });
}

function isEmpty(output: JsonValue): boolean {
  if (output === null || output === '') return true;
  return typeof output === 'object' && Object.keys(output).length === 0;
}

function messageOf(output: JsonValue): string {
  const message =
    typeof output === 'object' && output !== null ? (output as JsonObject)['message'] : output;
  return typeof message === 'string' ? message : quoted(JSON.stringify(output));
}
