import type { JsonObject } from '#protocol';
import type { Neighbour } from '../language-model.js';
import { asksForReport, makesReports } from './compose-report.js';
import { call, hasFindings, type ComposedAnswer, type Mind, type Move } from './move.js';
import type { PastStep, Reading } from './reading.js';
import { messengerAmong } from './toolkit.js';

/** Below this no neighbour is meant by "ask somebody to …". */
const nearestNeighbour = 0.35;

/** A request that says in words that somebody else should do it. */
const delegating =
  /\b(?:delegate|forward|hand (?:it|this|them|over|on)|pass (?:it|this|them|on)|ask (?:an|the|another|some)|have (?:an|the|another) \w+ agent|send (?:it|this|them|the results?))\b/i;

/**
 * The neighbour that the request wants to have the results, if any: the one that makes reports when there
 * are findings and a report of them is asked for here, else the nearest one when the request says to hand on.
 */
export async function chooseNeighbour(
  reading: Reading,
  found: ComposedAnswer,
  mind: Mind,
): Promise<Neighbour | undefined> {
  const { neighbours, capability, request } = reading;
  const others = neighbours.filter((neighbour) => neighbour.capability !== capability);
  if (messengerAmong(reading.tools) === undefined || others.length === 0) return undefined;
  const reporter = others.find((neighbour) => /^reports?\b/.test(neighbour.capability));
  const isReportFor = hasFindings(found) && asksForReport(reading) && !makesReports(reading);
  if (reporter !== undefined && isReportFor) return reporter;
  if (!delegating.test(request)) return undefined;
  const [nearest] = await mind.rank(
    request,
    others.map((item) => ({
      item,
      text: `${item.capability.replaceAll('-', ' ')}: ${item.description}`,
    })),
  );
  return nearest !== undefined && nearest.similarity >= nearestNeighbour ? nearest.item : undefined;
}

/** Hands an answer on to a neighbour; once that is done, the answer says so. */
export function handOn(reading: Reading, composed: ComposedAnswer, to: Neighbour): Move {
  const messenger = messengerAmong(reading.tools);
  const sent = reading.steps.findLast(({ name }) => name === messenger?.name);
  if (messenger !== undefined && sent === undefined) {
    const found = composed.isAdmission === true ? {} : withoutEmpty(composed.structured);
    const content: JsonObject = { ...reading.content, ...found };
    return call(messenger.name, { capability: to.capability, performative: 'request', content });
  }
  return { kind: 'answer', answer: mention(composed, to, sent) };
}

function mention(
  composed: ComposedAnswer,
  to: Neighbour,
  sent: PastStep | undefined,
): ComposedAnswer {
  const what =
    sent?.failed === true ? failure(sent) : `Handed on to ${to.capability}${takers(sent)}.`;
  const handed: JsonObject = {
    capability: to.capability,
    sent: sent?.failed !== true,
    ...(sent !== undefined && { call: sent.id, result: sent.output }),
  };
  return withWords(composed, what, handed);
}

/** Findings stay and are followed by what became of them; that nothing was found says nothing any more. */
function withWords(composed: ComposedAnswer, what: string, handed: JsonObject): ComposedAnswer {
  const { structured, isAdmission = false, text } = composed;
  if (isAdmission)
    return { text: what, structured: { ...structured, text: what, handed_on: handed } };
  const { analysis } = structured;
  const more = typeof analysis === 'string' ? { analysis: `${analysis} ${what}` } : {};
  return { text: `${text}\n${what}`, structured: { ...structured, ...more, handed_on: handed } };
}

/** Who got it, as the messenger tells. */
function takers(sent: PastStep | undefined): string {
  const { routed_to: names } = (sent?.output ?? {}) as { readonly routed_to?: unknown };
  return Array.isArray(names) && names.length > 0 ? ` (${names.join(', ')})` : '';
}

function failure({ output }: PastStep): string {
  const { message } = output as { readonly message?: unknown };
  const why = typeof message === 'string' ? `: ${message}` : '';
  return `It could not be handed on${why}.`;
}

/** The other agent gets the findings, not the empty places. */
function withoutEmpty({ memory_used: _memory, ...rest }: JsonObject): JsonObject {
  return rest;
}
