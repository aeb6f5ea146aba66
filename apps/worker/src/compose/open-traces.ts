import { hostname } from 'node:os';
import { pid } from 'node:process';
import { packageVersion, type Env, type Logger } from '#platform';
import { followTraces } from '#signals';
import { chooseTracing } from './choose-tracing.js';

/** Follows traces in this process where the variables `OTEL_…` want it. Gives what ends it. */
export async function openTraces(env: Env, log: Logger): Promise<() => Promise<void>> {
  const choice = chooseTracing(env);
  if (choice.kind === 'unspoken') {
    log.warn(
      { asked: choice.asked },
      'No traces are sent: only OTLP over HTTP is spoken (OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf or http/json, usually on port 4318).',
    );
  }
  if (choice.kind !== 'on') return () => Promise.resolve();
  // Loaded only now: who sends no traces has nothing of it in memory.
  const { openTracing } = await import('#tracing');
  const tracing = openTracing({
    ...{ protocol: choice.protocol, service: 'caxton', version: packageVersion() },
    instance: `${hostname()}-${String(pid)}`,
    // Once for every batch, so every few seconds at most.
    onTrouble: (reason) => {
      log.warn({ reason }, 'Traces could not be sent; they are dropped.');
    },
  });
  const stopFollowing = followTraces(tracing);
  return async () => {
    stopFollowing();
    await tracing.close();
  };
}
