/** Announced when deliveries were queued, or are due sooner; by the log of conversations too. */
export const deliveriesTopic = 'webhook_deliveries';
