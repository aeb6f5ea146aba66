import type { LanguageModel, ModelReply, ModelRequest, ModelToolCall, ModelWatch } from '#llm';
import { DeltaScreen } from './delta-screen.js';
import type { Discretion, Speaker } from './discretion.js';
import { withoutCredentials } from './own-credentials.js';

/** A model whose answers hold no credentials of this server: neither as they stream, nor in calls of tools. */
export class DiscreetModel implements LanguageModel {
  constructor(
    private readonly inner: LanguageModel,
    private readonly discretion: Discretion,
    private readonly speaker: Speaker,
  ) {}

  get provider(): LanguageModel['provider'] {
    return this.inner.provider;
  }

  get model(): string {
    return this.inner.model;
  }

  async ask(request: ModelRequest, watch: ModelWatch): Promise<ModelReply> {
    // Counted in the whole answer, once.
    const screen = new DeltaScreen(
      (text) => withoutCredentials(text, () => undefined),
      (text) => watch.onDelta?.(text),
    );
    const reply = await this.inner.ask(request, {
      signal: watch.signal,
      onDelta: (text) => {
        screen.add(text);
      },
      onRestart: () => {
        screen.drop();
        watch.onRestart?.();
      },
    });
    screen.end();
    return this.cleanse(reply);
  }

  private cleanse(reply: ModelReply): ModelReply {
    const { text, toolCalls, structured } = reply;
    const said = { text, calls: toolCalls.map(({ arguments: args }) => args), structured };
    const cleansed = this.discretion.cleanse(said, this.speaker);
    if (cleansed === said) return reply;
    // What the provider wants back of it would tell the model the same again.
    const { state: _state, structured: _structured, ...rest } = reply;
    return {
      ...rest,
      text: cleansed.text,
      toolCalls: toolCalls.map((call, index): ModelToolCall => ({
        ...call,
        arguments: cleansed.calls[index],
      })),
      ...(cleansed.structured === undefined ? {} : { structured: cleansed.structured }),
    };
  }
}
