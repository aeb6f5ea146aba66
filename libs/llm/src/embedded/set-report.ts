import type { JsonObject, JsonValue } from '#protocol';
import { call, type ComposedAnswer, type Move } from './move.js';
import type { PastStep, Reading } from './reading.js';
import { documentOf } from './report-document.js';
import { typesetterAmong } from './toolkit.js';

/** Sets a report as a document where a tool for it is offered; once that is done, the answer names the file. */
export function setReport({ tools, steps }: Reading, report: ComposedAnswer): Move {
  const setter = typesetterAmong(tools);
  if (setter === undefined) return { kind: 'answer', answer: report };
  const done = steps.findLast(({ name }) => name === setter.name);
  if (done === undefined) return call(setter.name, documentOf(report.structured['report']));
  return { kind: 'answer', answer: mention(report, done) };
}

/** The reading as it was before its report was set: what was found does not change by that. */
export function beforeSetting(reading: Reading): Reading {
  const setter = typesetterAmong(reading.tools)?.name;
  return { ...reading, steps: reading.steps.filter(({ name }) => name !== setter) };
}

/** Whether a move is to set what the sender gave, not a report that was composed here. */
export function setsGiven(move: Move, { tools }: Reading): boolean {
  return move.kind === 'call' && move.call.name === typesetterAmong(tools)?.name;
}

function mention(report: ComposedAnswer, { id, output, failed }: PastStep): ComposedAnswer {
  const { file, message } = asObject(output);
  const why = typeof message === 'string' ? `: ${message}` : '';
  const told = failed ? `It could not be set as a document${why}.` : `Document: ${tell(file)}.`;
  return {
    text: `${report.text}\n\n${told}`,
    structured: {
      ...report.structured,
      document: failed ? { call: id, problem: told } : { call: id, ...asObject(file) },
    },
  };
}

/** `report.pdf (artifact:art-1)`, or why nobody can open it. */
function tell(file: JsonValue | undefined): string {
  const { name, reference, note } = asObject(file);
  const place = reference ?? note;
  const named = typeof name === 'string' ? name : 'it';
  return typeof place === 'string' ? `${named} (${place})` : named;
}

function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}
