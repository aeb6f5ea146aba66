import type { JsonObject, JsonValue } from '#protocol';
import { composeAnalysis } from './compose-analysis.js';
import { asksAboutData, findDataSource, isRows, looksLikeTable, rowsToCsv } from './data-source.js';
import { readFocus } from './focus.js';
import { answer, call, type Mind, type Move } from './move.js';
import { isWorkbookName, openedWorkbook, openWorkbook, tellWorkbook } from './open-workbook.js';
import type { PastStep, Reading } from './reading.js';
import { refineTable } from './refine-table.js';
import { findInTable } from './table-findings.js';
import { readTableFacts, type TableFacts } from './table-facts.js';
import { tellPassage } from './tell-passage.js';
import { describe } from './describe.js';
import { fetcherAmong, tableReaderAmong } from './toolkit.js';
import { listed, quoted } from './wording.js';

/*
 * A request about data goes: fetch what its source names, read it as a table, read it once more if
 * the request names columns, then tell what was found. Each step looks at the results of the ones
 * before and either asks for the next tool or answers.
 */
export async function analyzeData(reading: Reading, mind: Mind): Promise<Move | undefined> {
  const source = findDataSource(reading);
  if (source === undefined) return isAboutData(reading) ? askForData(reading) : undefined;
  switch (source.kind) {
    case 'url':
      return isWorkbookName(source.url)
        ? analyzeTable(reading, source.url, { source: source.url })
        : analyzeUrl(reading, source.url, mind);
    case 'artifact':
      return analyzeTable(reading, source.reference, { source: source.reference });
    case 'table':
      return analyzeTable(reading, 'the data in the message', { text: source.text });
    case 'unreachable':
      return isAboutData(reading) ? askForReadableData(source.key, source.value) : undefined;
  }
}

async function analyzeUrl(reading: Reading, url: string, mind: Mind): Promise<Move> {
  const fetcher = fetcherAmong(reading.tools);
  const fetched = reading.steps.findLast(({ name }) => name === fetcher?.name);
  if (fetcher === undefined) return missTool('http_client', `to fetch ${url}`);
  if (fetched === undefined) return call(fetcher.name, { method: 'GET', url });
  // A person may have had another one fetched.
  const { url: used } = fetched.arguments;
  return analyzePage(reading, typeof used === 'string' ? used : url, fetched, mind);
}

function analyzePage(
  reading: Reading,
  url: string,
  fetched: PastStep,
  mind: Mind,
): Move | Promise<Move> {
  const page = readPage(fetched);
  if (page.problem !== undefined)
    return tellFailure(`${url} could not be read`, page.problem, fetched);
  if (page.isTable) return analyzeTable(reading, url, { source: `step:${fetched.id}` });
  const rows = rowsIn(page.json);
  if (rows !== undefined) return analyzeTable(reading, url, { text: rowsToCsv(rows) });
  return page.json === undefined
    ? tellPassage({ reading, mind, url, body: page.body, step: fetched })
    : tellJson(url, page.json, fetched);
}

function analyzeTable(reading: Reading, source: string, input: JsonObject): Move {
  const opening = openWorkbook(reading, input);
  if (opening !== undefined) return opening;
  const workbook = openedWorkbook(reading);
  if (workbook === undefined || workbook.failed) return readTable(reading, source, input);
  if (tableReaderAmong(reading.tools) === undefined) return tellWorkbook(source, workbook);
  const after = reading.steps.slice(reading.steps.indexOf(workbook) + 1);
  const sheet = { ...reading, steps: after };
  return readTable(sheet, source, { source: `step:${workbook.id}` });
}

function readTable(reading: Reading, source: string, input: JsonObject): Move {
  const { tools, steps, request } = reading;
  const reader = tableReaderAmong(tools);
  if (reader === undefined) return missReader(reading, source);
  const looks = steps.filter(({ name }) => name === reader.name);
  const [first] = looks;
  if (first === undefined) return call(reader.name, input);
  // The second look may have asked for more than the table has: the first one still stands.
  const step = looks.findLast(({ failed }) => !failed) ?? first;
  const facts = step.failed ? undefined : readTableFacts(step.output);
  if (facts === undefined) {
    return tellFailure(`${source} could not be read as a table`, problemOf(step), step);
  }
  if (facts.rows === 0) return foundNothing(source, step);
  const closer = looks.length === 1 ? refineTable(facts, request) : undefined;
  if (closer !== undefined) return call(reader.name, { ...input, ...closer });
  return tell(reading, { facts, source, step });
}

function missReader(reading: Reading, source: string): Move {
  const workbook = openedWorkbook(reading);
  if (workbook !== undefined) {
    return tellFailure(`${source} could not be read as a workbook`, problemOf(workbook), workbook);
  }
  const tool = isWorkbookName(source) ? 'excel_parser' : 'csv_parser';
  return missTool(tool, `to read ${source} as a table`);
}

function tell(
  { request, steps }: Reading,
  { facts, source, step }: { facts: TableFacts; source: string; step: PastStep },
): Move {
  const findings = findInTable(facts, readFocus(request));
  const notes = [...missingSubjects(facts, request), ...facts.notes.slice(0, 3)];
  const composed = composeAnalysis({ findings, source, from: step, steps, notes });
  return { kind: 'answer', answer: composed };
}

const subjects =
  /\b(sales|revenue|profit|orders?|customers?|users?|visits?|prices?|costs?|income)\b/gi;

/** The request speaks of something that no column is named after: the reader should know. */
function missingSubjects({ columns, series }: TableFacts, request: string): string[] {
  const names = columns.map(({ name }) => name.toLowerCase()).join(' ');
  const words = [...new Set([...request.matchAll(subjects)].map(([word]) => word.toLowerCase()))];
  const missing = words.filter((word) => !names.includes(word.replace(/s$/, '')));
  if (missing.length === 0 || series === undefined) return [];
  return [`No column is named ${listed(missing)}; the figures are of ${series.value_column}.`];
}

interface Page {
  readonly problem?: string;
  readonly body: string;
  readonly json: JsonValue | undefined;
  readonly isTable: boolean;
}

/** What a fetcher brought, read with doubt. */
function readPage(step: PastStep): Page {
  const result = asObject(step.output);
  const status = result['status'];
  const empty = { body: '', json: undefined, isTable: false };
  if (step.failed || typeof step.output === 'string') return { ...empty, problem: problemOf(step) };
  if (typeof status === 'number' && status >= 400) {
    return { ...empty, problem: `the server answered with status ${status}` };
  }
  const body = typeof result['body'] === 'string' ? result['body'] : '';
  const type = typeof result['content_type'] === 'string' ? result['content_type'] : '';
  const isCsv = /csv|tab-separated/i.test(type);
  const isMarkup = /html|xml|json/i.test(type) || /^\s*[<{[]/.test(body);
  return { body, json: result['json'], isTable: isCsv || (!isMarkup && looksLikeTable(body)) };
}

/** The records of a JSON document: itself, or the first list of records right inside it. */
function rowsIn(json: JsonValue | undefined): readonly JsonObject[] | undefined {
  if (isRows(json)) return json;
  if (typeof json !== 'object' || json === null) return undefined;
  return Object.values(json).find(isRows);
}

function tellJson(url: string, json: JsonValue, { id, name }: PastStep): Move {
  const analysis = `${url} holds ${describe(json)}`;
  return answer(analysis, {
    analysis,
    insights: [],
    sources: [{ call: id, tool: name, url }],
  });
}

function problemOf({ output, failed }: PastStep): string {
  const message = asObject(output)['message'];
  if (typeof message === 'string') return message;
  if (typeof output === 'string' && !failed) return tooLong;
  return failed
    ? quoted(JSON.stringify(output))
    : 'the result of the tool is not a report of a table';
}

/** A result that does not fit into a turn is shown as the beginning of its text. */
const tooLong =
  'the result of the tool is longer than a turn can take in (CAXTON_CONTEXT_TOKENS); ask for less of it.';

function asObject(value: JsonValue): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}

function tellFailure(what: string, problem: string, step: PastStep): Move {
  const analysis = `Nothing was analysed: ${what}: ${problem}`;
  const failure = { call: step.id, tool: step.name, message: problem };
  return answer(analysis, { analysis, insights: [], problem: failure });
}

function foundNothing(source: string, step: PastStep): Move {
  const analysis = `Found nothing: ${source} has no rows of data.`;
  return answer(analysis, {
    analysis,
    insights: [],
    sources: [{ call: step.id, tool: step.name }],
  });
}

function missTool(tool: string, purpose: string): Move {
  const analysis = `Nothing was analysed: the tool ${tool} is needed ${purpose}. Add "${tool}" to the tools of this agent.`;
  return answer(analysis, { analysis, insights: [], needs: [`tool:${tool}`] });
}

/** An agent for data, or with a tool that reads it, asked about data. */
function isAboutData({ tools, capability, request }: Reading): boolean {
  const isAnalyst = /data|analy|trend|statistic/i.test(capability ?? '');
  return isAnalyst || (tableReaderAmong(tools) !== undefined && asksAboutData(request));
}

function askForData({ request }: Reading): Move {
  const asked = request === '' ? 'the request' : quoted(request, 120);
  const analysis = `Nothing was analysed yet: ${asked} names no data. Send it as data_source (the URL of a CSV file, or artifact:… of an uploaded one) or data (CSV text, or a list of objects).`;
  return answer(analysis, { analysis, insights: [], needs: ['data_source'] });
}

function askForReadableData(key: string, value: string): Move {
  const analysis = `Nothing was analysed yet: ${key} is ${quoted(value, 80)}, which is neither a URL nor a table. Send data_source as the URL of a CSV file or as artifact:…, or data as CSV text or a list of objects.`;
  return answer(analysis, { analysis, insights: [], needs: ['data_source'] });
}
