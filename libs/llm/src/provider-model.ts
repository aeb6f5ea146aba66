import type { LanguageModel } from 'ai';

/** A model as the AI SDK's adapters give it and the embedded one is; told by `ai`, whose own interface it is. */
export type ProviderModel = Extract<LanguageModel, { readonly specificationVersion: 'v3' }>;

/** One call of a model. */
export type ProviderCall = Parameters<ProviderModel['doGenerate']>[0];
export type ProviderPrompt = ProviderCall['prompt'];
/** What is told to a provider beside the prompt. */
export type ProviderOptions = NonNullable<ProviderCall['providerOptions']>;

/** An answer as a whole. */
export type ProviderAnswer = Awaited<ReturnType<ProviderModel['doGenerate']>>;
export type ProviderUsage = ProviderAnswer['usage'];

/** An answer piece by piece. */
export type ProviderStream = Awaited<ReturnType<ProviderModel['doStream']>>;
export type ProviderPiece =
  ProviderStream['stream'] extends ReadableStream<infer Piece> ? Piece : never;
