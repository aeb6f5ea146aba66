/** What becomes of a message after so many processes died over it, for the log. */
export function fateAfter(crashes: number): string {
  if (crashes <= 1) return 'runs in a process apart, beside others of its kind';
  return crashes === 2 ? 'runs alone in a process apart' : 'is given up';
}
