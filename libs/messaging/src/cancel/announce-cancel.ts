import type { JsonValue } from '#protocol';
import type { LiveChannel } from '../conversation/announce.js';

/** Messages whose turns are to stop, wherever they run. */
export interface CancelOrder {
  readonly workspace: string;
  readonly messageIds: readonly string[];
}

const topic = 'cancel';

/** Ids in one announcement: with the longest ids they fit into what Postgres notifies. */
const mostAtOnce = 40;

/** Tells every process that runs turns, at most once. The sweep reaches those who did not hear it. */
export function announceCancel(channel: LiveChannel, { workspace, messageIds }: CancelOrder): void {
  for (let from = 0; from < messageIds.length; from += mostAtOnce) {
    const portion = messageIds.slice(from, from + mostAtOnce);
    channel.publish(topic, { workspace, messageIds: [...portion] });
  }
}

/** Hears of cancellations until the returned function is called. `onGap`: some may have gone unheard. */
export function listenForCancels(
  channel: LiveChannel,
  onCancel: (order: CancelOrder) => void,
  onGap: () => void,
): () => void {
  return channel.subscribe(topic, (event) => {
    if (isOrder(event)) onCancel(event);
    else onGap();
  });
}

function isOrder(event: JsonValue): event is CancelOrder & JsonValue {
  return typeof event === 'object' && event !== null && 'messageIds' in event;
}
