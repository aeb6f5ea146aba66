import { ToolFault } from '../../tool.errors.js';
import type { TypedColumn } from '../table/column.js';

/**
 * The column of a name, in any case if only one fits.
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID, listing the columns there are
 */
export function findColumn(columns: readonly TypedColumn[], name: string): TypedColumn {
  const exact = columns.find((column) => column.name === name);
  const lower = name.trim().toLowerCase();
  const [alike, ...more] = columns.filter((column) => column.name.toLowerCase() === lower);
  const found = exact ?? (more.length === 0 ? alike : undefined);
  if (found !== undefined) return found;
  const names = columns.slice(0, 40).map((column) => column.name);
  throw new ToolFault(
    'TOOL_ARGUMENTS_INVALID',
    `there is no column "${name}"; the columns are: ${names.join(', ') || 'none'}`,
  );
}
