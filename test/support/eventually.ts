/** How long a condition may take to come true before it counts as false. */
const patienceMs = 20_000;

/** Looks again until what it sees is as wanted, and gives that; the last look is given in any case. */
export async function eventually<T>(
  look: () => Promise<T>,
  isWanted: (seen: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (isWanted(seen) || Date.now() > deadline) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
