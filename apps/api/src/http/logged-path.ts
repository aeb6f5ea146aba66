/** A URL as the log may have it: without its query, in which people put credentials although none are taken there. */
export function loggedPath(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
