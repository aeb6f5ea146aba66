const longest = 200;
const longestEnding = 20;

/**
 * The name of an artifact, made of what somebody calls it. A name is a label and never a path here; but
 * whoever downloads it may make a file of that name, so folders, control characters and characters that
 * turn the direction of writing are left out, and so are dots in front. Never fails.
 */
export function cleanName(text: string, fallback = 'artifact'): string {
  const last = text.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+/u, '')
    .replace(/[\s.]+$/u, '');
  return plain === '' ? fallback : shorten(plain);
}

/** Cut in the middle, so that the ending stays: it tells programs what it is. */
function shorten(name: string): string {
  const characters = Array.from(name);
  if (characters.length <= longest) return name;
  const dot = characters.lastIndexOf('.');
  const ending = dot > 0 && characters.length - dot <= longestEnding ? characters.slice(dot) : [];
  return [...characters.slice(0, longest - ending.length), ...ending].join('');
}
