/**
 * Ends the process without a word when nobody reads any more: `caxton agent list | head -1` has its line, and a stack
 * of a broken pipe would be no news to anybody.
 */
export function leaveQuietly(): void {
  for (const output of [process.stdout, process.stderr]) {
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
  }
}
