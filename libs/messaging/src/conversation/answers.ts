/**
 * For SQL: whether one message answers another, under these names. `in_reply_to` alone does not say so,
 * because clients may write into it what they like. Only a turn, or the server in its place, writes a
 * message that is a hop further than the one it is about; what a client sends begins at no hops.
 * The conversation is compared within a `case`, so that Postgres never reads all of it to find the few.
 */
export function answers(reply: string, message: string): string {
  return `${reply}.workspace_id = ${message}.workspace_id and ${reply}.in_reply_to = ${message}.id
    and case when ${reply}.conversation_id = ${message}.conversation_id
      then ${reply}.hops > ${message}.hops end`;
}

/** For SQL: the ids of all answers to a message, the oldest first; index messages_replies. */
export function answersTo(message: string): string {
  return `array(
    select r.id from messages r where ${answers('r', message)} order by r.seq)`;
}
