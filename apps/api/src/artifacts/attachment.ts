/**
 * `Content-Disposition` of a file to save (RFC 6266). The name stands in it as all clients read it, in ASCII; and,
 * where that is not the whole of it, also as it is (`filename*`, RFC 8187), which they prefer.
 */
export function attachment(name: string): string {
  const whole = name.toWellFormed();
  const plain = whole.replaceAll(/[^ -~]/gu, '_');
  const shown = `attachment; filename="${plain.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
  // Some clients decode what looks percent-encoded in `filename`, too.
  const isWhole = plain === whole && !/%[0-9a-f]{2}/i.test(whole);
  return isWhole ? shown : `${shown}; filename*=UTF-8''${encoded(whole)}`;
}

/** All but the letters, digits and marks that RFC 8187 leaves (attr-char). */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
