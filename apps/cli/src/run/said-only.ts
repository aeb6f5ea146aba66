/** Fields without those that nobody gave: the API takes no `undefined`. */
export function saidOnly<Fields extends object>(fields: Fields): SaidOnly<Fields> {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as SaidOnly<Fields>;
}

type SaidOnly<Fields extends object> = {
  [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
};
