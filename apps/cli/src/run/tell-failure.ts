import { harmlessJson, printable } from '../show/printable.js';
import { failureAsJson, renderFailure, type ToldFailure } from './explain-failure.js';

/** A failure as it is written, for people or for programs: a server words most of it, and it may be anybody's. */
export function tellFailure(told: ToldFailure, isJson: boolean): string {
  return isJson ? `${harmlessJson(failureAsJson(told))}\n` : printable(renderFailure(told));
}
