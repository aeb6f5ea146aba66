import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3GenerateResult,
  LanguageModelV3StreamPart,
  LanguageModelV3StreamResult,
} from '@ai-sdk/provider';

/** A model as the AI SDK's adapters give it and the embedded one is. */
export type ProviderModel = LanguageModelV3;

/** One call of a model. */
export type ProviderCall = LanguageModelV3CallOptions;
export type ProviderPrompt = ProviderCall['prompt'];
export type ProviderMessage = ProviderPrompt[number];
/** What is told to a provider beside the prompt. */
export type ProviderOptions = NonNullable<ProviderCall['providerOptions']>;

/** An answer as a whole. */
export type ProviderAnswer = LanguageModelV3GenerateResult;
export type ProviderUsage = ProviderAnswer['usage'];

/** An answer piece by piece. */
export type ProviderStream = LanguageModelV3StreamResult;
export type ProviderPiece = LanguageModelV3StreamPart;
/** What a provider puts beside a piece, and beside the answer. */
export type ProviderMetadata = NonNullable<ProviderAnswer['providerMetadata']>;
