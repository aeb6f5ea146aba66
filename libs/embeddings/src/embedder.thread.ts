import { parentPort, workerData } from 'node:worker_threads';
import type { EmbedAnswer, EmbedderBirth, EmbedText } from './embedder-talk.js';
import { SentenceModel } from './sentence-model.js';

/*
 * The thread of the embedder: loads the model at birth, then turns one text after the other into a
 * vector. It ends with its parent. A model that cannot be loaded is told as the answer to every
 * text, so that the reason reaches the caller.
 */
const { modelFolder } = workerData as EmbedderBirth;
const port = parentPort;
const loading = SentenceModel.load(modelFolder);
// Told with the answer to the text that waits for it.
loading.catch(() => undefined);

port?.on('message', ({ id, text }: EmbedText) => {
  void answer(id, text).then((said) => {
    port.postMessage(said, 'vector' in said ? [said.vector.buffer as ArrayBuffer] : []);
  });
});

async function answer(id: number, text: string): Promise<EmbedAnswer> {
  try {
    const model = await loading;
    return { id, vector: await model.embed(text) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}
