import { say, style } from '../prepare/progress.mjs';

const width = Math.min(process.stdout.columns ?? 100, 100);

/** Breaks a paragraph into lines that fit a terminal. */
function wrap(text, indent) {
  const pattern = new RegExp(`(\\S.{0,${width - indent.length - 1}})(\\s+|$)`, 'g');
  return text.replace(pattern, `${indent}$1\n`).trimEnd();
}

const paragraphs = (text) =>
  text
    .split(/\n+/)
    .map((line) => wrap(line, '  '))
    .join('\n');

const bullet = (insight) =>
  wrap(typeof insight === 'string' ? insight : JSON.stringify(insight), '    ').replace(
    /^ {4}/,
    `  ${style.cyan('•')} `,
  );

/** Who wrote the answer: a language model, or the embedded one, which only puts tool results into words. */
function author({ provider, model, generated } = {}) {
  if (generated === false)
    return 'Composed from the tool results by the embedded model; no language model is configured.';
  return provider ? `Written by ${provider} ${model ?? ''}`.trimEnd() : undefined;
}

/** Prints the reply of the agent for a reader. */
export function showAnswer({ content, metadata }) {
  const { analysis, insights = [] } = content;
  say(`\n${style.bold('Answer')}`);
  say(paragraphs(typeof analysis === 'string' ? analysis : JSON.stringify(content, null, 2)));
  if (insights.length > 0) say(`\n${insights.map(bullet).join('\n')}`);
  const by = author(metadata);
  if (by) say(`\n  ${style.dim(by)}`);
}
