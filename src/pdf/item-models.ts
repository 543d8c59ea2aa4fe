/** The items in what is handed to a template: found, taken alone, or put back in another form. Pure. */
import { z } from 'zod';
import type { PrintSource } from './compile-job.ts';
import type { PrintModel } from './print-model.ts';

/** What the three templates have in common of an item. */
export type ItemModel = Pick<PrintModel, 'title' | 'sections' | 'rounds'>;

/** An item among the data. `number` is null where it is printed without one. */
export interface PlacedModel {
  number: string | null;
  model: ItemModel;
}

const Model = z.custom<ItemModel>((value) => z.looseObject({ title: z.string() }).safeParse(value).success);
const Item = z.looseObject({ ...z.looseObject({ title: z.string() }).shape, number: z.string().nullable() });
const Packed = z.looseObject({ number: z.string().nullable(), print: Model });
const Packet = z.looseObject({ parts: z.array(z.looseObject({ items: z.array(Packed) })) });
const Document = z.looseObject({ items: z.array(Item) });

/** @returns the items in their order; throws ZodError for data that is not the template's */
export function modelsIn({ template, data }: PrintSource): PlacedModel[] {
  const parsed: unknown = JSON.parse(data);
  if (template === 'item.typ') return [{ number: null, model: Model.parse(parsed) }];
  if (template === 'document.typ')
    return Document.parse(parsed).items.map((item) => ({ number: item.number, model: Model.parse(item) }));
  const { parts } = Packet.parse(parsed);
  return parts.flatMap(({ items }) => items.map(({ number, print }) => ({ number, model: print })));
}

/** The same data with `models` in the places of its items, in their order; where one is null, without that item. */
export function withModels({ template, data }: PrintSource, models: readonly (ItemModel | null)[]): PrintSource {
  const parsed: unknown = JSON.parse(data);
  let next = 0;
  const inItsPlace = <T>(items: T[], put: (item: T, model: ItemModel) => T): T[] =>
    items.flatMap((item) => {
      const model = models[next++] ?? null;
      return model === null ? [] : [put(item, model)];
    });
  const changed = (): unknown => {
    if (template === 'item.typ') return models[0] ?? parsed;
    if (template === 'document.typ') {
      const document = Document.parse(parsed);
      return { ...document, items: inItsPlace(document.items, (item, model) => ({ ...item, ...model })) };
    }
    const packet = Packet.parse(parsed);
    const parts = packet.parts.map((part) => ({
      ...part,
      items: inItsPlace(part.items, (item, print) => ({ ...item, print })),
    }));
    return { ...packet, parts };
  };
  return { template, data: JSON.stringify(changed()) };
}
