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

/** What is worth keeping only when somebody asks for it: much small talk has these forms. */
const whenMeant =
  "likes?|loves?|dislikes?|hates?|wants?|drinks?|eats?|takes?|wears?|plays?|drives?|knows?|has|have|can|cannot|must|may|does not|do not|doesn['’]t|don['’]t|never";

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
const meantForm = new RegExp(`^(${thing}) ${adverb}(?:${whenMeant}) (.+)$`, unicode);
const isForm = new RegExp(`^(${thing}) ${copula} (?:now )?(.+)$`, unicode);
const partForm = new RegExp(`^the (${thing}) of (${thing})$`, unicode);

/** Words that name nothing: who hears them later does not know what they meant. */
const nameless =
  /^(?:i|we|you|he|she|it|they|this|that|these|those|there|here|who|what|which|everything|everybody|everyone|someone|somebody|something|nothing|nobody|one|people|today|tomorrow|yesterday|tonight|my|your|his|her|their|if|when|while|because|maybe|perhaps|let|please)\b/i;

/**
 * What a plain "is" must be followed by to state something: a name, a number, a kind, what is done to it
 * regularly. "The cake was delicious" is an opinion, "the train is delayed" a moment.
 */
const statedValue =
  /^(?:["“'«]|\p{Lu}|\d|(?:the|an?|one|two|three|all|only) |(?:in|at|on|by|from|for) (?:the |\p{Lu}|\d)|\p{L}+(?:ed|en) (?:on|by|in|at|every|with|to|from) )/u;
const past = /\b(?:was|were)\b/i;
const article = /^(?:the|our|a|an)\s+/i;

/**
 * Reads a statement by the form of English sentences: `The <attribute> of <subject> is …`, `<subject>'s
 * <attribute> is …`, `<subject> prefers …`, `<subject> is …`. Nothing when it has no such form, names
 * nothing, or only says how something was or seems; unless the sender asks for it to be kept.
 */
export function readStatement(text: string, isMeant: boolean): StatedFact | undefined {
  const fact =
    readAttribute(text) ?? readVerb(text) ?? readState(text, isMeant) ?? readMeant(text, isMeant);
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
    if (subject !== undefined) return ofWhole({ subject, predicate });
  }
  const subject = manyForm.exec(text)?.[1];
  return subject === undefined ? undefined : { subject };
}

/** "The contract of Stark expires" is about Stark. */
function ofWhole({ subject, predicate = '' }: StatedFact): StatedFact {
  const [, part, whole] = partForm.exec(subject) ?? [];
  if (part === undefined || whole === undefined) return { subject, predicate };
  return { subject: whole, predicate: `${part} ${predicate}` };
}

function readMeant(text: string, isMeant: boolean): StatedFact | undefined {
  const subject = isMeant ? meantForm.exec(text)?.[1] : undefined;
  return subject === undefined ? undefined : { subject };
}

function readState(text: string, isMeant: boolean): StatedFact | undefined {
  const [, subject, value = ''] = isForm.exec(text) ?? [];
  if (subject === undefined) return undefined;
  const isStated = statedValue.test(value) && !past.test(text);
  return isMeant || isStated ? { subject, predicate: 'is' } : undefined;
}
