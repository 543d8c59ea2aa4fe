/**
 * How a packet is put together, as an immutable document: which fragments, in which order, what is stamped on each page, where the
 * outline leads. With the fragments that it names it gives the same file, whatever has become of templates and texts since.
 */
import { z } from 'zod';
import { Hash } from '#machines/primitives.ts';
import type { BilagSource } from './bilag-sources.ts';
import type { Place, PlacedBilag, PlacedPages } from './content/packet-pages.ts';
import type { Variant } from './document.ts';

const Count = z.number().int().min(1);

/** The key of the packet's own pages among the sources. */
export const OWN = 'own';

export const PacketPlan = z.strictObject({
  kind: z.literal('packet-plan'),
  title: z.string(),
  /** BCP 47, of the packet's own pages. */
  language: z.string(),
  sources: z.array(
    z.strictObject({ key: z.string(), fragment: Hash, kind: z.enum(['own', 'bilag']), title: z.string() }),
  ),
  /** Runs of pages, in their order; `stamp` is what goes before "side x af y" on a bilag's pages. */
  parts: z.array(
    z.strictObject({
      source: z.string(),
      from: Count,
      to: Count,
      stamp: z.string().nullable(),
      labelPrefix: z.string().nullable(),
    }),
  ),
  outline: z.array(
    z.strictObject({ title: z.string(), level: Count, source: z.string(), page: Count, ownBelow: z.boolean() }),
  ),
  watermark: z.string().nullable(),
  /** ISO instant: the only time that enters the file. */
  createdAt: z.iso.datetime(),
  pdfUa: z.boolean(),
  pages: Count,
});
export type PacketPlan = z.infer<typeof PacketPlan>;

type Source = PacketPlan['sources'][number];

/** The bilag among the sources: each with its fragment, in the order of the packet. */
export function plannedBilag(placed: readonly PlacedBilag[], made: readonly BilagSource[]): Source[] {
  const fragments = new Map(made.map(({ bilag, fragment }) => [bilag.key, fragment]));
  return placed.map(({ key, title }) => {
    const fragment = fragments.get(key);
    if (fragment === undefined) throw new Error(`${key} has pages and no fragment`);
    return { key, fragment, kind: 'bilag', title };
  });
}

/** @param own hash of the fragment of the packet's own pages */
export function planOf(
  pages: PlacedPages,
  own: string,
  bilag: readonly Source[],
  { variant, watermark }: { variant: Variant; watermark: string },
): PacketPlan {
  return PacketPlan.parse({
    kind: 'packet-plan',
    title: pages.title,
    language: 'da-DK',
    // Bilag first: they are written while the packet's own pages are set.
    sources: [...bilag, { key: OWN, fragment: own, kind: 'own', title: pages.title }],
    parts: pages.places.map(partOf),
    outline: pages.outline.map(({ title, level, page, bilag: key }) =>
      key === null
        ? { title, level, source: OWN, page, ownBelow: false }
        : { title, level, source: key, page: 1, ownBelow: true },
    ),
    watermark: variant === 'draft' ? watermark : null,
    createdAt: pages.createdAt.toISOString(),
    // Of bilag nobody knows whether they conform, so only a packet without any says that it does.
    pdfUa: bilag.length === 0,
    pages: pages.pages,
  });
}

const partOf = (place: Place) =>
  place.kind === 'own'
    ? { source: OWN, from: place.from, to: place.to, stamp: null, labelPrefix: null }
    : { source: place.key, from: 1, to: place.pages, stamp: place.stamp, labelPrefix: place.labelPrefix };
