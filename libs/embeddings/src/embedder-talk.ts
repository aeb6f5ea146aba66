/** What the embedder and its thread say to one another. */
export interface EmbedText {
  readonly id: number;
  readonly text: string;
}

export type EmbedAnswer =
  | { readonly id: number; readonly vector: Float32Array }
  | { readonly id: number; readonly problem: string };

/** What the thread is born with. */
export interface EmbedderBirth {
  readonly modelFolder: string;
}
