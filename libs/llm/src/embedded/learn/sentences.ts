/** Words before the point of a sentence. Those in the first list say that it is meant to be kept. */
const asked =
  /^(?:please |kindly )*(?:(?:do )?(?:remember|note|keep in mind|make a note|take note|don't forget|bear in mind)(?: please)?(?: that)?|for (?:the record|your (?:records?|information|notes?))|fyi|important|correction|update)\b[\s,:–-]*/i;
const fillers =
  /^(?:and|but|so|well|oh|anyway|also|actually|by the way|btw|just so you know|incidentally|as of now|as of today|from now on|it turns out(?: that)?|in case you wondered|one more thing|speaking of which|before i forget|that said|quick note)\b[\s,:–-]+/i;
const greeting =
  /^(?:hi|hey|hello|thanks|thank you|good morning|good afternoon|good evening)\b[^,.!:]{0,30}[,!.:–-]\s+/i;

/** A sentence without the words that lead up to it. */
export interface Statement {
  readonly text: string;
  /** The sender asks for it to be kept. */
  readonly isMeant: boolean;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The statements of a text: no questions, each stripped of greetings and fillers. */
export function statementsIn(text: string): Statement[] {
  return [...segmenter.segment(text)].flatMap(({ segment }) => {
    const sentence = segment.replaceAll(/\s+/g, ' ').trim();
    return sentence === '' || sentence.endsWith('?')
      ? []
      : [strip({ text: sentence, isMeant: false })];
  });
}

function strip({ text, isMeant }: Statement): Statement {
  const kept = text.replace(asked, '');
  if (kept !== text) return strip({ text: kept, isMeant: true });
  const bare = text.replace(greeting, '').replace(fillers, '');
  if (bare !== text) return strip({ text: bare, isMeant });
  const point = text.replace(/[.!\s]+$/, '');
  return { text: `${point.slice(0, 1).toUpperCase()}${point.slice(1)}`, isMeant };
}
