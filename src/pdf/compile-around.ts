/**
 * One item that cannot be set takes no other with it. When a document fails, each of its items is tried alone; one at which the layout
 * fails is printed in plain paragraphs, or with its decisions alone, and says so in its place.
 */
import { isRefusal, Refusal } from '#src/errors.ts';
import type { ItemFault } from '#src/store/models/edition.ts';
import words_ from '../../templates/da.json' with { type: 'json' };
import type { CompileJob, PrintSource } from './compile-job.ts';
import type { Compiled, PdfCompiler } from './compiler.ts';
import { type ItemModel, modelsIn, type PlacedModel, withModels } from './item-models.ts';
import { plainModel } from './plain-model.ts';

const words = words_.print;
const TOO_SLOW = 'pdf-too-slow';

type Job = Omit<CompileJob, 'id'>;

/**
 * @returns the document, and what of it is not as it was written
 * @throws Refusal `item-not-printable` (500) with `item`, `place` and `cause` where an item cannot be printed in any form, `pdf-too-slow`;
 *   otherwise as PdfCompiler.compile
 */
export async function compileAround(
  compiler: Pick<PdfCompiler, 'compile'>,
  job: Job,
): Promise<Compiled & { faults: ItemFault[] }> {
  try {
    return { ...(await compiler.compile(job)), faults: [] };
  } catch (error) {
    if (causeOf(error) === null) throw error;
    const { source, faults } = await mended(compiler, job);
    // It fails as a whole and none of its items does.
    if (faults.length === 0) throw error;
    return { ...(await compiler.compile({ ...job, ...source })), faults };
  }
}

/** No meeting has as many items; to try each would take hours. */
const MOST_TRIED = 500;

async function mended(
  compiler: Pick<PdfCompiler, 'compile'>,
  job: Job,
): Promise<{ source: PrintSource; faults: ItemFault[] }> {
  const placed = modelsIn(job);
  if (placed.length > MOST_TRIED) return { source: job, faults: [] };
  const models: ItemModel[] = placed.map(({ model }) => model);
  const faults: ItemFault[] = [];
  for (const [index, item] of placed.entries()) {
    const fails = (model: ItemModel): Promise<string | null> =>
      whyFails(compiler, {
        ...job,
        ...withModels(
          job,
          placed.map((_, at) => (at === index ? model : null)),
        ),
      });
    const cause = await fails(item.model);
    if (cause === null) continue;
    const { model, fault } = await printableForm(item, cause, fails);
    models[index] = model;
    faults.push(fault);
  }
  return { source: withModels(job, models), faults };
}

async function printableForm(
  { number, model }: PlacedModel,
  cause: string,
  fails: (model: ItemModel) => Promise<string | null>,
): Promise<{ model: ItemModel; fault: ItemFault }> {
  const place = await placeIn(model, fails);
  const { title } = model;
  let left: string | null = null;
  for (const kept of ['words', 'decisions'] as const) {
    const plain = plainModel(model, kept, place);
    left = await fails(plain);
    if (left === null) return { model: plain, fault: { number, title, place, cause, kept } };
  }
  // Not even that little was set in time: there is much else to do, and it is no fault of the item.
  if (left === TOO_SLOW) throw new Refusal(TOO_SLOW, 503);
  const item = number === null ? title : `${number}. ${title}`;
  throw new Refusal('item-not-printable', 500, { item, place: place ?? words.noPlace, cause });
}

/** The heading of the first part of the item that fails by itself. */
async function placeIn(model: ItemModel, fails: (model: ItemModel) => Promise<string | null>): Promise<string | null> {
  const bare = { ...model, sections: [], rounds: [] };
  if ((await fails(bare)) !== null) return null;
  const parts: [name: string, model: ItemModel][] = [
    ...model.sections.map((section): [string, ItemModel] => [section.heading, { ...bare, sections: [section] }]),
    ...model.rounds.flatMap((round): [string, ItemModel][] => [
      [words.recommendation, { ...bare, rounds: [{ ...round, decisions: [] }] }],
      ...round.decisions.map((decision): [string, ItemModel] => [
        `${words.decisionIn} ${decision.organ}`,
        { ...bare, rounds: [{ recommendation: null, decisions: [decision] }] },
      ]),
    ]),
  ];
  for (const [name, part] of parts) if ((await fails(part)) !== null) return name === '' ? null : name;
  return null;
}

async function whyFails(compiler: Pick<PdfCompiler, 'compile'>, job: Job): Promise<string | null> {
  try {
    await compiler.compile(job);
    return null;
  } catch (error) {
    const cause = causeOf(error);
    if (cause === null) throw error;
    return cause;
  }
}

const LONGEST_CAUSE = 200;

/** Why a document cannot be set, or null where it is not the document that is at fault (the compiler is busy). */
function causeOf(error: unknown): string | null {
  if (!isRefusal(error)) return null;
  if (error.code === TOO_SLOW) return TOO_SLOW;
  if (error.code !== 'pdf-failed') return null;
  const [message = ''] = error.cause instanceof Error ? error.cause.message.split('\n') : [];
  return message.slice(0, LONGEST_CAUSE) || error.code;
}
