import { createCalculator } from './calculator/calculator.js';
import { createChartGenerator } from './chart/chart-generator.js';
import { createCsvParser } from './csv/csv-parser.js';
import { createDateTime } from './date-time/date-time.js';
import { createExcelParser } from './excel/excel-parser.js';
import type { GuardedFetch } from './egress/guarded-request.js';
import { createHttpClient } from './http/http-client.js';
import { createJsonQuery } from './json-query/json-query.js';
import { createMemoryTools } from './memory/memory-tools.js';
import { createPdfGenerator } from './pdf/pdf-generator.js';
import { openSources } from './source/sources.js';
import { createTemplateEngine } from './template/template-engine.js';
import { createTextSearch } from './text-search/text-search.js';
import type { Tool } from './tool.js';

/** Every tool that comes with the server; what they reach, they reach by the given way out. */
export function createBuiltInTools(fetch: GuardedFetch): readonly Tool[] {
  const read = openSources(fetch);
  return [
    createHttpClient(fetch),
    createCsvParser(),
    createExcelParser({ read }),
    createTemplateEngine(),
    createChartGenerator(),
    createPdfGenerator(),
    createJsonQuery({ read }),
    createTextSearch({ read }),
    createDateTime(),
    createCalculator(),
    ...createMemoryTools(),
  ];
}
