/** Settings of a session that differ from the server's; names in lower case, values as text. */
export type Settings = ReadonlyMap<string, string>;

/** What to change; null returns a setting to the server's value. */
export type SettingChanges = ReadonlyMap<string, string | null>;

/** What must change for a session that has `applied` to have what is `wanted`. */
export function changesBetween(applied: Settings, wanted: Settings): SettingChanges {
  const changes = new Map<string, string | null>();
  if (applied === wanted) return changes;
  for (const name of applied.keys()) if (!wanted.has(name)) changes.set(name, null);
  for (const [name, value] of wanted) if (applied.get(name) !== value) changes.set(name, value);
  return changes;
}

/** One statement, so that either all settings change or none. */
export function changeSql(changes: SettingChanges): string {
  const calls = [...changes].map(
    ([name, value]) =>
      `set_config(${quote(name)}, ${value === null ? 'null' : quote(value)}, false)`,
  );
  return `select ${calls.join(', ')}`;
}

/**
 * Asks for all that SET has changed. The role is not shown among the settings. Settings of an
 * extension's or user's own (`my.tag`) are not shown at all: those belong in SET LOCAL.
 */
export const changedSettingsSql = `
  select lower(name), setting from pg_settings where source = 'session'
  union all
  select 'role', current_setting('role') where current_setting('role') <> 'none'`;

export const settingsOf = (rows: readonly (readonly string[])[]): Settings =>
  new Map(rows.map(([name = '', value = '']) => [name, value]));

/** RESET returns a setting to what the connection started with, not to the server's value. */
export const startedWith = (start: Settings, changed: Settings): Settings =>
  new Map([...start, ...changed]);

function quote(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}
