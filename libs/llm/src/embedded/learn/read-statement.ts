/** What a statement says of what. */
export interface StatedFact {
  readonly subject: string;
  /** The question that it answers, when there can be only one answer at a time. */
  readonly predicate?: string;
}

const thing = String.raw`[\p{L}\p{N}][\p{L}\p{N}&.’'/ -]{0,60}?`;
const adverb = '(?:now |always |only |usually |generally |officially |no longer |currently )?';
const copula =
  '(?:is|are|was|were|will be|has changed to|have changed to|changed to|has become|became)';

/** Things that have one answer at a time: the verb, and the predicate that it stands for. */
const single: readonly (readonly [string, string])[] = [
  ['prefers?|would rather', 'prefers'],
  ['lives? in|resides? in', 'lives_in'],
  ['works? (?:at|for)', 'works_at'],
  [
    '(?:is|are) (?:located|based|situated|headquartered) (?:in|at)|moved to|has moved to',
    'located_in',
  ],
  ['(?:starts?|begins?)(?: in| at| on)?', 'starts'],
  ['(?:ends?|finishes)(?: in| at| on)?', 'ends'],
  ['opens?(?: at| on)?', 'opens'],
  ['closes?(?: at| on)?', 'closes'],
  ['costs?', 'costs'],
  ['reports? to', 'reports_to'],
  ['belongs? to', 'belongs_to'],
  ['runs? on', 'runs_on'],
  ['expires?(?: in| at| on)?', 'expires'],
  ['(?:is|are) due(?: in| at| on| by)?', 'due'],
  ['(?:is|are) (?:led|run|managed|headed) by', 'led_by'],
  ['(?:is|are) called', 'called'],
];

/** Things that may have many answers. */
const many =
  'uses?|needs?|requires?|owns?|speaks?|buys?|sells?|ships? to|supports?|accepts?|exports? to|imports? from|depends? on|supplies';

const unicode = 'iu';
const ofForm = new RegExp(
  `^the (${thing}) (?:of|for) (${thing}) ${copula} (?:now )?(.+)$`,
  unicode,
);
const ownForm = new RegExp(`^(${thing})['’]s (${thing}) ${copula} (?:now )?(.+)$`, unicode);
const singleForms = single.map(
  ([verb, predicate]) =>
    [new RegExp(`^(${thing}) ${adverb}(?:${verb}) (.+)$`, unicode), predicate] as const,
);
const manyForm = new RegExp(`^(${thing}) ${adverb}(?:${many}) (.+)$`, unicode);
const isForm = new RegExp(`^(${thing}) ${copula} (?:now )?(.+)$`, unicode);

/** Words that name nothing: who hears them later does not know what they meant. */
const nameless =
  /^(?:i|we|you|he|she|it|they|this|that|these|those|there|here|who|what|which|everything|everybody|everyone|someone|somebody|something|nothing|nobody|one|people|today|tomorrow|yesterday|tonight|my|your|his|her|their|if|when|while|because|maybe|perhaps|let|please)\b/i;
const article = /^(?:the|our|a|an)\s+/i;

/**
 * Reads a statement by the form of English sentences: `The <attribute> of <subject> is …`, `<subject>'s
 * <attribute> is …`, `<subject> prefers …`, `<subject> is …`. Nothing when it has no such form or
 * names nothing.
 */
export function readStatement(text: string): StatedFact | undefined {
  const fact = readAttribute(text) ?? readVerb(text);
  if (fact === undefined || nameless.test(fact.subject.trim())) return undefined;
  return { ...fact, subject: fact.subject.replace(article, '').trim() };
}

function readAttribute(text: string): StatedFact | undefined {
  const of = ofForm.exec(text);
  if (of !== null) return { subject: of[2] ?? '', predicate: of[1] ?? '' };
  const own = ownForm.exec(text);
  return own === null ? undefined : { subject: own[1] ?? '', predicate: own[2] ?? '' };
}

function readVerb(text: string): StatedFact | undefined {
  for (const [form, predicate] of singleForms) {
    const subject = form.exec(text)?.[1];
    if (subject !== undefined) return { subject, predicate };
  }
  const subject = manyForm.exec(text)?.[1];
  if (subject !== undefined) return { subject };
  const is = isForm.exec(text)?.[1];
  return is === undefined ? undefined : { subject: is, predicate: 'is' };
}
