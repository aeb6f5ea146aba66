/** So long a decision is waited for when nobody says otherwise: a day. */
export const approvalTimeoutMs = 86_400_000;
