import { LocalTextEmbedder } from '#embeddings';
import { chooseModel, ModelError } from '#llm';
import { createSilentLogger, systemClock, type Env } from '#platform';
import { modelSettingsOf } from '../../../worker/src/index.js';
import { error, ok, warning, type Finding } from './finding.js';

/** Looks which model would answer, as a start does. No key is tried: that would cost. */
export async function examineModel(env: Env): Promise<Finding> {
  const embedder = new LocalTextEmbedder();
  try {
    const parts = { embedder, clock: systemClock, log: createSilentLogger() };
    const { chosen } = await chooseModel(modelSettingsOf(env), parts);
    if (chosen.generated) return ok('model', `${chosen.model} of ${chosen.provider} answers.`);
    return warning(
      'model',
      'No language model is configured: the embedded model answers, which computes and does not write.',
      'Set ANTHROPIC_API_KEY, OPENAI_API_KEY, or CAXTON_LLM_BASE_URL for a server of your own.',
    );
  } catch (failure) {
    if (!(failure instanceof ModelError)) throw failure;
    return error('model', failure.message, 'docs/models.md tells what each provider needs.');
  } finally {
    await embedder.stop();
  }
}
