/** One block of a stream of server-sent events as an event, or undefined for a heartbeat. */
function parseBlock(block) {
  const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line)?.slice(1) ?? []);
  const values = (name) => fields.filter(([field]) => field === name).map(([, value]) => value);
  const data = values('data');
  if (data.length === 0) return undefined;
  const parsed = JSON.parse(data.join('\n'));
  return parsed.type ? parsed : { type: values('event')[0] ?? 'message', data: parsed };
}

/** Reads server-sent events (WHATWG HTML, section 9.2) from the body of a response. */
export async function* readEvents(body) {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event) yield event;
    }
  }
}
