/** What stands for the same thing in a path, a query or a body. */
const sameThing: Readonly<Record<string, string>> = {
  ...{ agent: 'agent_id', agents: 'agent_id', capabilities: 'capability' },
  ...{ entity: 'entity_name', from_entity: 'entity_name', to_entity: 'entity_name' },
  ...{ graph: 'entity_name', entities: 'entity_name', in_reply_to: 'message_id' },
  ...{ conversation: 'conversation_id', message: 'message_id', delivery: 'delivery_id' },
  ...{ review: 'observation_id', deliveries: 'delivery_id', 'dead-letters': 'message_id' },
};

/** What is wrong with a message is told as `message` too. */
const nameable = /^[\w.:-]{1,128}$/;

/** So many of a kind are kept, the newest: what is deleted meanwhile does not crowd out what is there. */
const most = 40;

/**
 * Names and ids that answers of a run told, so that later requests ask for what is there: a request that
 * names nothing gets no further than the 404.
 */
export class Seen {
  private readonly values = new Map<string, string[]>();

  /** Notes what an answer tells; `collection`: of which things, by the path (`tools`). */
  note(collection: string, answer: unknown): void {
    if (typeof answer !== 'object' || answer === null) return;
    for (const [key, value] of Object.entries(answer)) {
      for (const one of Array.isArray(value) ? value.slice(0, 3) : [value])
        this.noteOne(collection, key, one);
    }
  }

  /** One of those that stand for `key`; nothing when there are none. */
  pick(key: string, luck: number): string | undefined {
    const known = this.values.get(kindOf(key)) ?? [];
    return known[luck % Math.max(1, known.length)];
  }

  private noteOne(collection: string, key: string, value: unknown): void {
    if (typeof value === 'object') this.note(collection, value);
    if (typeof value !== 'string' || !nameable.test(value)) return;
    const kind = kindOfValue(collection, key);
    if (kind === undefined) return;
    const known = this.values.get(kind) ?? [];
    if (!known.includes(value)) this.values.set(kind, [...known.slice(1 - most), value]);
  }
}

function kindOf(key: string): string {
  return sameThing[key] ?? key;
}

/** What a value stands for that an answer tells under `key`; undefined: for nothing that requests name. */
function kindOfValue(collection: string, key: string): string | undefined {
  if (key === 'id') return kindOfStep(collection, key);
  if (key === 'name' || key === 'username') return kindOf(collection);
  const kind = kindOf(key);
  return /(?:_id|entity_name|capability)$/.test(kind) ? kind : undefined;
}

/** What a step of a path stands for: `{id}` below `webhooks` is a `webhook_id`. */
export function kindOfStep(collection: string, name: string): string {
  if (name === 'entity' || name === 'agent' || name === 'delivery') return name;
  if (name === 'name' || collection in sameThing) return collection;
  return `${collection.replace(/s$/, '')}_id`;
}
