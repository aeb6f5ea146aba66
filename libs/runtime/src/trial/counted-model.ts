import type { LanguageModel, ModelName, ModelReply, ModelRequest, ModelWatch } from '#llm';

/** Hears of each answer that was paid for, before anything is done with it. */
export type OnSpent = (by: ModelName, tokens: { input: number; output: number }) => Promise<void>;

/** A model whose every answer is counted at once, so that nothing is spent unseen, however the trial ends. */
export class CountedModel implements LanguageModel {
  readonly provider: ModelName['provider'];
  readonly model: string;

  constructor(
    private readonly counted: LanguageModel,
    private readonly onSpent: OnSpent,
  ) {
    this.provider = counted.provider;
    this.model = counted.model;
  }

  async ask(request: ModelRequest, watch: ModelWatch): Promise<ModelReply> {
    const reply = await this.counted.ask(request, watch);
    const { inputTokens: input, outputTokens: output } = reply.usage;
    await this.onSpent(reply.answeredBy ?? this, { input, output });
    return reply;
  }
}
