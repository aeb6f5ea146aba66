import { describeWith } from '../../../../test/support/test-servers.js';
import { createMigratedDatabase } from '../../../../test/support/migrated-database.js';
import { readLabelledSet, smallerSet } from '../../../../test/retrieval/labelled-set.js';
import { measureQuality } from '../../../../test/retrieval/measure-quality.js';
import { LocalTextEmbedder } from '#embeddings';
import { memoryEntities, openMemory } from '../index.js';

const threadEntry = new URL(
  '../../../../dist/libs/embeddings/src/embedder.thread.js',
  import.meta.url,
);

describeWith(['postgres'], 'recall of real texts', () => {
  it('finds by meaning what is asked in other words, by words what is named, and by both no less', async () => {
    const opened = await createMigratedDatabase(memoryEntities);
    const embedder = new LocalTextEmbedder({ threadEntry });
    try {
      const { memory } = openMemory(opened.database, embedder);
      const { semantic, keyword, hybrid } = await measureQuality(
        memory,
        smallerSet(readLabelledSet()),
      );
      expect(semantic.paraphrase).toBeGreaterThanOrEqual(0.8);
      expect(keyword.exact).toBe(1);
      expect(hybrid.exact).toBe(1);
      expect(hybrid.all).toBeGreaterThanOrEqual(Math.max(semantic.all, keyword.all));
    } finally {
      await embedder.stop();
      await opened.close();
    }
  }, 120_000);
});
