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
export type { ToolCall, ToolError, ToolGrant, ToolOutcome } from './tool-call.js';
export { ToolFault, type ToolFaultCode } from './tool.errors.js';
export type { Tool, ToolContext, ToolSafety } from './tool.js';
