const look = (): Promise<void> => Promise.resolve();
const quiet = { look };
const lane = { start: () => undefined, stop: look };

/** Rounds of a sweep that look after nothing. */
export const quietRounds = {
  ...{ finishDraining: look, forgetLost: look, dropEndedLogins: look, analyzeGrown: look },
  ...{ retention: quiet, watchdog: quiet, learning: quiet, embedding: quiet, artifacts: quiet },
  ...{ usage: quiet, webhooks: quiet, keeping: quiet, expiry: quiet, trials: quiet },
};

/** What goes on beside turns, and does nothing. */
export const quietLanes = {
  ...{ webhooks: lane, keeping: lane, suspects: lane, learning: lane },
  ...{ embedding: lane, artifacts: lane, expiry: lane, trials: lane },
};
