import { expectsReply, readPerformative } from '#protocol';
import { admit, takeNote } from './admit.js';
import { analyzeData } from './analyze-data.js';
import { composeReport, wantsReport } from './compose-report.js';
import { takeGivenFindings } from './given-findings.js';
import { chooseNeighbour, handOn } from './hand-on.js';
import { learnFromTurn } from './learn/learn.js';
import { hasFindings, type ComposedAnswer, type Mind, type Move, type Skill } from './move.js';
import type { Reading } from './reading.js';
import { rememberAlongside } from './remember.js';
import { beforeSetting, setReport, setsGiven } from './set-report.js';
import { useTool } from './use-tool.js';

/** The first that has something to say is heard. */
const skills: readonly Skill[] = [takeGivenFindings, analyzeData, useTool, admit];

/**
 * What the embedded model does next. The same reading always leads to the same move, so a turn that
 * is replayed goes the way it went.
 */
export async function decide(reading: Reading, mind: Mind): Promise<Move> {
  if (reading.task === 'learn') return { kind: 'answer', answer: learnFromTurn(reading.content) };
  if (isClosing(reading)) return closing(reading);
  const found = await firstMove(beforeSetting(reading), mind);
  const move = setsGiven(found, reading) ? await firstMove(reading, mind) : found;
  if (move.kind === 'call' || isUnfinished(move.answer)) return move;
  const answer = rememberAlongside(reading, move.answer);
  const neighbour = await chooseNeighbour(reading, answer, mind);
  if (neighbour !== undefined) return handOn(reading, answer, neighbour);
  const isReport = hasFindings(answer) && wantsReport(reading);
  if (!isReport) return { kind: 'answer', answer };
  return setReport(reading, composeReport(reading, answer));
}

async function firstMove(reading: Reading, mind: Mind): Promise<Move> {
  for (const skill of skills) {
    const move = await skill(reading, mind);
    if (move !== undefined) return move;
  }
  return admit(reading);
}

/** A message that ends an exchange starts no work: two agents would thank each other for ever. */
function closing(reading: Reading): Move {
  const given = takeGivenFindings(beforeSetting(reading));
  if (given?.kind !== 'answer') return takeNote(reading);
  return wantsReport(reading) ? setReport(reading, composeReport(reading, given.answer)) : given;
}

function isClosing({ performative }: Reading): boolean {
  const act = readPerformative(performative);
  return act !== undefined && !expectsReply(act);
}

/** It lacks something or something failed: the sender should hear that, nobody else. */
function isUnfinished({ structured }: ComposedAnswer): boolean {
  return 'needs' in structured || 'problem' in structured || 'proposal' in structured;
}
