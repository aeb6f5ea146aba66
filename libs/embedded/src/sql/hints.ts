const concerning =
  /\b(?:listen|unlisten|copy|set|reset|discard|prepare|execute|deallocate|set_config)\b/i;

/** One statement of the daily kind: its SET is that of UPDATE. */
const daily = /^\s*(?:select|insert|update|delete|with|merge)\b[^;]*;?\s*$/i;

const setConfig = /\bset_config\s*\(/i;
const localSetConfig = /\bset_config\s*\([^()]*,\s*true\s*\)/gi;

/** Whether a text is worth reading; most are not, and reading costs more than this look. */
export function mayConcernUs(sql: string): boolean {
  return concerning.test(sql) && (!daily.test(sql) || changesSettings(sql));
}

/** A call of `set_config` that is not plainly for the transaction alone. */
export function changesSettings(sql: string): boolean {
  return setConfig.test(sql) && setConfig.test(sql.replaceAll(localSetConfig, ''));
}
