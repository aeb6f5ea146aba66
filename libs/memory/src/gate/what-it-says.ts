import { normalize } from '../write/normalize.js';

/** Of findings in named data (`findings_in_sales_csv`) the subject is how somebody asked for them. */
const findings = 'findings_in_';
/** `Growth of Q3 sales: 7.6 % a year`. */
const worded = /^(\p{L}[\p{L} ]{1,20}?) of .+?: (?=\S)/u;
/** `Analysis of Q3 sales: Growth: 7.6 % a year`: which finding comes first depends on what was asked for. */
const wordedFirst = /^Analysis of .+?: (?=\S)/;
/** A long finding ends so, sooner or later by the length of its subject. */
const cut = '…';
/** Letters of a finding that are there however long its subject is. */
const uncut = 120;

/** What a fact says: of a finding in named data without the wording of its subject. */
function whatItSays(content: string, predicate: string): string {
  if (!predicate.startsWith(findings)) return content;
  const first = content.replace(wordedFirst, '');
  return first === content ? content.replace(worded, '$1: ') : first;
}

/** Whether two answers to one question say the same, to the letter and the figure. */
export function saysTheSame(one: string, other: string, predicate: string): boolean {
  const said = [one, other].map((content) => whatItSays(content, predicate));
  const [short = '', long = ''] = said.sort((a, b) => a.length - b.length);
  if (normalize(short) === normalize(long)) return true;
  return isCut(short, predicate) && normalize(long).startsWith(normalize(short));
}

function isCut(said: string, predicate: string): boolean {
  return predicate.startsWith(findings) && said.endsWith(cut);
}

/** The words that whatever says the same holds as well. */
export function wordsOf(content: string, predicate: string): string {
  const said = whatItSays(content, predicate);
  if (!predicate.startsWith(findings)) return said;
  const isWhole = said.length <= uncut && !isCut(said, predicate);
  return isWhole ? said : said.slice(0, uncut).replace(/\S+$/, '');
}
