import type { JsonObject, JsonValue } from '#protocol';
import { askedIn } from '../asked-in.js';
import type { LearnedFact } from './learned-fact.js';

/** Verbs with which an analysis is asked for; what follows them is what it is of. */
const command =
  /^(?:please )?(?:can you |could you )?(?:analy[sz]e|examine|review|summari[sz]e|explain|describe|study|investigate|look (?:at|into)|check|report on|create|write|make|prepare|give me|show me|find)\s+(?:an? |the |our |my |me )?/i;

const longestSubject = 60;
/** A model of sentences tells short texts apart best: a finding is one sentence. */
const longestFinding = 200;
const mostInsights = 4;
/** `Season: July 22.7 % above trend`. */
const labelled = /^(\p{L}[\p{L} ]{2,20}): (.+)$/u;
/** What an answer quotes from memory is known already. */
const quoted = /^from memory\b/i;

/**
 * What an analysis found: the analysis with its first finding, and each finding that has a name of its own
 * (`Growth`, `Season`) as a thing of its own.
 */
export function learnFindings(asked: JsonObject, answered: JsonObject): LearnedFact[] {
  const insights = textsIn(answered['insights']).filter((text) => !quoted.test(text));
  const [first] = insights;
  const subject = subjectOf(asked);
  if (typeof answered['analysis'] !== 'string' || first === undefined) return [];
  if (subject === undefined) return [];
  const predicate = `findings${sourceOf(asked)}`;
  const others = insights.slice(1).flatMap((insight): LearnedFact[] => {
    const [, label = '', finding = ''] = labelled.exec(insight) ?? [];
    if (label === '') return [];
    const content = clip(`${label} of ${subject}: ${finding}`);
    const name = `${subject} ${label.toLowerCase()}`;
    return [{ subject: name, type: 'insight', content, predicate, confidence: 0.85 }];
  });
  return [
    {
      subject: `${subject} analysis`,
      type: 'analysis_pattern',
      content: clip(`Analysis of ${subject}: ${first}`),
      predicate,
      confidence: 0.9,
    },
    ...others.slice(0, mostInsights),
  ];
}

function subjectOf(asked: JsonObject): string | undefined {
  const [first = ''] = askedIn(asked).split(/[.!?;]/, 1);
  const subject = first.replace(command, '').trim();
  return subject.length > longestSubject ? shorten(subject, asked) : subject || undefined;
}

/** A long request goes by its first clause, else by the data that it is about, else by its first words. */
function shorten(subject: string, asked: JsonObject): string {
  const [clause = ''] = subject.split(/,\s|\s(?:and|that|which|because|so)\s/, 1);
  if (clause.length <= longestSubject) return clause;
  const file = fileOf(asked)
    ?.replace(/\.[a-z0-9]+$/i, '')
    .replaceAll(/[-_]+/g, ' ');
  if (file !== undefined && file !== '' && file.length <= longestSubject) return file;
  return subject.slice(0, longestSubject).replace(/\s+\S*$/, '');
}

/**
 * Findings in other data stand beside these, and do not take their place; the same ones in the same data are
 * one, however the request was worded: the gate of the memory sees to that by this predicate.
 */
function sourceOf(asked: JsonObject): string {
  const name = fileOf(asked);
  if (name === undefined) return '';
  return `_in_${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`.slice(0, 50);
}

/** The last part of the path of what was analysed. */
function fileOf({ data_source: source }: JsonObject): string | undefined {
  if (typeof source !== 'string') return undefined;
  return /([^/?#]+)(?:[?#].*)?$/.exec(source)?.[1] ?? '';
}

function clip(text: string): string {
  return text.length <= longestFinding ? text : `${text.slice(0, longestFinding - 1).trimEnd()}…`;
}

function textsIn(value: JsonValue | undefined): string[] {
  const list: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  return list.filter((item): item is string => typeof item === 'string');
}
