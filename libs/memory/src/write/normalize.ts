/** The same fact in another spelling is not a second one. */
export function normalize(content: string): string {
  return content
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.]+/g, ' ')
    .trim();
}
