const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** How much room something takes: `0B`, `512B`, `45MB`, `1.5GB` (quick start, sections 13 and 18). A KB has 1,024 B. */
export function formatBytes(bytes: number): string {
  let size = Math.max(0, bytes);
  let unit = 0;
  // As it is written: 1023.9 KB are no 1024KB.
  while (Math.round(size) >= 1_024 && unit < units.length - 1) {
    size /= 1_024;
    unit += 1;
  }
  const digits = unit > 0 && size < 10 ? 1 : 0;
  return `${String(Number(size.toFixed(digits)))}${units[unit] ?? ''}`;
}
