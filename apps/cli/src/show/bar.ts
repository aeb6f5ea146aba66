/** How far something has come, as one line for a terminal. */
export function drawBar(done: number, total: number, width = 30): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * width);
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${percent}  ${String(done)} of ${String(total)}`;
}
