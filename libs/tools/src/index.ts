export { createCsvParser, type CsvParserOptions } from './csv/csv-parser.js';
export type {
  CsvColumn,
  CsvColumnType,
  CsvFrequency,
  CsvGroups,
  CsvGrowth,
  CsvReport,
  CsvSeasonality,
  CsvSeries,
} from './csv/csv-report.js';
export { EgressDenied, EgressFailed, InvalidEgressRule } from './egress/egress.errors.js';
export type { EgressPolicy } from './egress/egress-policy.js';
export { createGuardedFetch } from './egress/guarded-fetch.js';
export type {
  EgressLimits,
  GuardedFetch,
  GuardedRequest,
  GuardedResponse,
} from './egress/guarded-request.js';
export { createHttpClient } from './http/http-client.js';
export { ToolBox } from './tool-box.js';
export type { ToolCall, ToolError, ToolGrant, ToolOutcome } from './tool-call.js';
export { ToolExecutor, type ToolExecutorOptions } from './tool-executor.js';
export { ToolFault, type ToolFaultCode } from './tool.errors.js';
export type { Tool, ToolContext, ToolSafety } from './tool.js';
