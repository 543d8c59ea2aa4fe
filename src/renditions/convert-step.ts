/** The step `convert`: a file of any kind as a PDF. */
import { cachedStep, type StepResult } from './cached-step.ts';
import { type Note, RenditionFailed } from './note.ts';
import { type Rendering, storedFile } from './rendering.ts';

const VERSION = 1;

export interface Converted {
  notes: Note[];
}

/**
 * @param source SHA-256 of a stored file
 * @returns the hash of the stored PDF, which is the source itself where that is one
 * @throws RenditionFailed where it cannot be converted
 */
export async function convertStep(
  rendering: Rendering,
  source: string,
): Promise<StepResult<Converted> & { output: string }> {
  const { kind } = await storedFile(rendering, source);
  const step = { name: 'convert', version: VERSION, input: source, tools: {} };
  const { output, data } = await cachedStep<Converted>(rendering, step, async () => {
    await rendering.atStep('convert');
    if (kind !== 'pdf') throw new RenditionFailed('kind-not-converted', { kind });
    return { file: null, data: { notes: [] } };
  });
  return { output: output ?? source, data };
}
