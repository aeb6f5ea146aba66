import { artifactId } from '#protocol';
import { artifactIdOfStep, newArtifactId, readArtifactReference } from './artifact-id.js';

const by = { workspace: 'default', messageId: 'msg-1', step: 'caxton-msg-1-3', index: 0 };

describe(artifactIdOfStep, () => {
  it('gives every attempt at a step the same id, and every file of every step another one', () => {
    const others = [
      { ...by, index: 1 },
      { ...by, step: 'caxton-msg-1-4' },
      { ...by, messageId: 'msg-2' },
      { ...by, workspace: 'other' },
    ];
    expect(artifactIdOfStep({ ...by })).toBe(artifactIdOfStep(by));
    expect(new Set([by, ...others].map(artifactIdOfStep)).size).toBe(5);
    expect(artifactId.safeParse(artifactIdOfStep(by)).success).toBe(true);
  });
});

describe(readArtifactReference, () => {
  it('reads the id out of a reference, and nothing out of other texts', () => {
    const id = newArtifactId();
    expect(readArtifactReference(`artifact:${id}`)).toBe(id);
    for (const text of [id, 'artifact:', 'artifact:../x', `artifact:${id}x`, 'step:call-1']) {
      expect(readArtifactReference(text)).toBeUndefined();
    }
  });
});
