import type { JsonObject, JsonValue } from '#protocol';
import { chartFigures, drawChart } from './charts.js';
import type { ComposedAnswer } from './move.js';
import type { Reading } from './reading.js';
import { titled } from './wording.js';

const limits =
  'Composed from the results named here; no language model wrote, judged or checked it.';

/** Whether the request, or the capability it was sent to, wants a report. */
export function wantsReport(reading: Reading): boolean {
  return makesReports(reading) || asksForReport(reading);
}

/** Whether reports are what the capability is for: whoever has it writes them itself. */
export function makesReports({ capability = '' }: Reading): boolean {
  return /report|document|summary/i.test(capability);
}

/** Whether the request says in words that a report is wanted. */
export function asksForReport({ request }: Reading): boolean {
  return /\breports?\b|executive summary/i.test(request);
}

/** A structured report out of an analysis: the same findings, put in order, with charts as data. */
export function composeReport(reading: Reading, { structured }: ComposedAnswer): ComposedAnswer {
  const { analysis, insights, figures, sources, memory_used: remembered } = structured;
  const points = list(insights).map(String);
  const findings = sentences(typeof analysis === 'string' ? analysis : '');
  const summary = (points.length > 0 ? points.slice(0, 3) : findings.slice(0, 3)).map(endsWell);
  const charts = chartFigures(list(figures));
  const report: JsonObject = {
    title: titleOf(reading.request),
    executive_summary: summary.join(' '),
    findings,
    charts: charts.map((chart) => ({ ...chart })),
    figures: list(figures),
    sources: list(sources),
    limits,
  };
  const parts = [
    `# ${titleOf(reading.request)}`,
    section('Executive summary', summary),
    section(
      'Findings',
      findings.map((finding) => `- ${finding}`),
    ),
    ...charts.map((chart) => `\`\`\`\n${drawChart(chart)}\n\`\`\``),
    section('Sources', list(sources).map(tellSource)),
    limits,
  ];
  return {
    text: parts.filter((part) => part !== '').join('\n\n'),
    structured: {
      report,
      analysis: summary.join(' '),
      insights: points,
      memory_used: remembered ?? [],
    },
  };
}

function tellSource(source: JsonValue): string {
  const { tool, call, ...rest } = source as JsonObject;
  const details = Object.values(rest).map(tell).join(' ');
  return `- ${tell(tool)} (${tell(call)}): ${details.slice(0, 200).toWellFormed()}`;
}

function tell(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${heading}\n\n${lines.join('\n')}`;
}

/** `Create comprehensive Q3 sales report. Include …` becomes `Comprehensive Q3 sales report`. */
function titleOf(request: string): string {
  const wish = request
    .split(/(?<=[.!?])\s/)[0]
    ?.replace(/^(?:please\s+)?(?:create|generate|write|prepare|make|produce|compose|give)\s+/i, '')
    .replace(/^(?:(?:me|us|an?|the)\s+)+/i, '')
    .replace(/[.!?\s]+$/, '')
    .slice(0, 120);
  if (wish === undefined || wish === '') return 'Report';
  return titled(wish);
}

/** At a full stop before a capital, so that `12.8 %` and `1960-07` stay whole. */
function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+(?=\p{Lu}|\d)/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

function endsWell(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
