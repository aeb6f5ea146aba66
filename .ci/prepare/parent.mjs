const lookEvery = 500;

/**
 * Calls back when the shell is gone that npm ran this script in. npm passes SIGTERM on to that shell, and the shell ends
 * without passing it on to us; to whoever sent it, we are what should have ended.
 */
export function whenParentEnds(onEnd, env = process.env) {
  if (!env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onEnd();
  }, lookEvery);
  timer.unref();
}
