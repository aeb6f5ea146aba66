import { LocalTextEmbedder } from '#embeddings';
import { memoryEntities, openMemory } from '#memory';
import { createMigratedDatabase } from '../../support/migrated-database.js';
import { readLabelledSet } from '../../retrieval/labelled-set.js';
import { measureQuality, modes } from '../../retrieval/measure-quality.js';

/** Prints recall@5 of each mode on the labelled set. Gives the targets that were missed. */
export async function measureRecallOfTexts(): Promise<string[]> {
  const set = readLabelledSet();
  const opened = await createMigratedDatabase(memoryEntities);
  const embedder = new LocalTextEmbedder();
  try {
    const { memory } = openMemory(opened.database, embedder);
    const found = await measureQuality(memory, set);
    console.log(
      `\nrecall@5, ${String(set.questions.length)} questions on ${String(set.fables.length)} fables`,
    );
    console.log('| mode | all | paraphrase | words | exact |\n| --- | --- | --- | --- | --- |');
    for (const mode of modes) {
      const { all, paraphrase, words, exact } = found[mode];
      const cells = [all, paraphrase, words, exact].map((share) => share.toFixed(3));
      console.log(`| ${mode} | ${cells.join(' | ')} |`);
    }
    const best = Math.max(found.semantic.all, found.keyword.all);
    return found.hybrid.all >= best ? [] : ['hybrid recall@5 below the better of the two'];
  } finally {
    await embedder.stop();
    await opened.close();
  }
}
