import type { Grants } from '#protocol';

/** Whether a list of names and beginnings of names (`data-*`) has the name; no list has every name. */
export function isGranted(list: readonly string[] | undefined, name: string): boolean {
  if (list === undefined) return true;
  return list.some((entry) =>
    entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : entry === name,
  );
}

/** Whether grants cover others, so that nobody gives away more than they have. */
export function covers(held: Grants, asked: Grants): boolean {
  return (['agents', 'capabilities'] as const).every((kind) => coversList(held[kind], asked[kind]));
}

function coversList(held: string[] | undefined, asked: string[] | undefined): boolean {
  if (held === undefined) return true;
  if (asked === undefined) return false;
  return asked.every((entry) =>
    entry.endsWith('*')
      ? held.some((own) => own.endsWith('*') && entry.startsWith(own.slice(0, -1)))
      : isGranted(held, entry),
  );
}
