/** Tagged documents written as one: what a screen reader reads of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeItemRenderer, renderItem } from '#src/pdf/render-item.ts';
import type { FragmentSource } from '#src/pdf-merge/fragment-source.ts';
import type { PacketInput } from '#src/pdf-merge/packet-input.ts';
import { agenda004, everything } from '../pdf/documents.ts';
import { pdfInfo, structure } from '../tools/pdf-tools.ts';
import { findVeraPdf } from '../tools/verapdf.ts';
import { draft } from './make-pdf.ts';
import { bilag, bilagFragment, bytesOf, own, ownFragment, packetOf, writeChecked } from './packets.ts';

const vera = await findVeraPdf();
const withVera = 'ua1' in vera ? it : it.skip;
const becauseVera = 'ua1' in vera ? '' : ` (skipped: ${vera.missing})`;

const createdAt = new Date('2026-01-02T03:04:05Z');
const print = (document: typeof everything) => renderItem(document, { standard: 'ua-1', createdAt });

let folder = '';
let agenda: FragmentSource;
let rich: FragmentSource;
let packet: PacketInput;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sagsgang-tags-'));
  agenda = await ownFragment(await print(agenda004(3)));
  rich = await bilagFragment(await print(everything));
  const last = agenda.index.pages.length;
  expect(last).toBeGreaterThan(1);
  const all = (source: string) => ({ source, from: 1, to: rich.index.pages.length });
  packet = packetOf(
    [own(agenda), bilag('1.1', rich), bilag('1.2', rich)],
    [{ source: 'own', from: 1, to: 1 }, all('1.1'), all('1.2'), { source: 'own', from: 2, to: last }],
    { pdfUa: true },
  );
});
afterAll(async () => {
  await closeItemRenderer();
  await rm(folder, { recursive: true, force: true });
});

const at = (dict: PDFDict, key: string) => dict.lookup(PDFName.of(key));
const kidsOf = (element: PDFDict): PDFObject[] => {
  const kids = at(element, 'K');
  return kids instanceof PDFArray
    ? kids
        .asArray()
        .map((_, i) => kids.lookup(i))
        .flatMap((kid) => kid ?? [])
    : kids
      ? [kids]
      : [];
};

/** The pairs of a number or name tree. */
function pairsOf(tree: PDFDict, kind: 'Nums' | 'Names'): [PDFObject, PDFObject][] {
  const flat = at(tree, kind);
  if (flat instanceof PDFArray) {
    const all = flat.asArray().map((_, i) => flat.lookup(i) as PDFObject);
    return all.flatMap((key, i): [PDFObject, PDFObject][] => (i % 2 === 0 ? [[key, all[i + 1] as PDFObject]] : []));
  }
  const kids = at(tree, 'Kids');
  return kids instanceof PDFArray ? kids.asArray().flatMap((_, i) => pairsOf(kids.lookup(i, PDFDict), kind)) : [];
}

describe('Tags of a packet', () => {
  withVera(`conform to PDF/UA-1 where every document does, drafts too${becauseVera}`, async () => {
    if (!('ua1' in vera)) return;
    const usual = await writeChecked(folder, packet);
    const drafted = await writeChecked(folder, { ...packet, watermark: 'UDKAST' }, 'draft.pdf');
    expect(await vera.ua1([usual, drafted])).toEqual([]);
  });

  it('read our own text, then each bilag as a part with its title, then our own again', async () => {
    const path = await writeChecked(folder, packet);
    const top = (await structure(path)).split('\n').filter((line) => /^ {2}\S/.test(line) && !/^ {2}"/.test(line));
    const kinds = top.map((line) => line.trim().split(/[\s:]/)[0]);
    const parts = kinds.flatMap((kind, i) => (kind === 'Part' ? [i] : []));
    expect(parts).toHaveLength(2);
    expect((parts[1] ?? 0) - (parts[0] ?? 0)).toBe(1);
    expect(parts[0]).toBeGreaterThan(0);
    expect(kinds.length).toBeGreaterThan((parts[1] ?? 0) + 1);
    expect((await pdfInfo(path)).get('Tagged')).toBe('yes');
  });

  it('point from each piece of each page to the element that holds it, and nowhere else', async () => {
    const doc = await PDFDocument.load(await bytesOf(packet));
    const root = doc.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
    const parents = new Map(
      pairsOf(at(root, 'ParentTree') as PDFDict, 'Nums').map(([key, value]) => [(key as PDFNumber).asNumber(), value]),
    );
    const used = new Set<number>();
    let pieces = 0;
    for (const page of doc.getPages()) {
      const key = page.node.lookup(PDFName.of('StructParents'), PDFNumber).asNumber();
      expect(used.has(key)).toBe(false);
      used.add(key);
      const elements = parents.get(key) as PDFArray;
      elements.asArray().forEach((_, mcid) => {
        const element = elements.lookup(mcid, PDFDict);
        const holds = kidsOf(element).some((kid) =>
          kid instanceof PDFNumber
            ? kid.asNumber() === mcid && at(element, 'Pg') === page.node
            : kid instanceof PDFDict &&
              (at(kid, 'MCID') as PDFNumber | undefined)?.asNumber() === mcid &&
              at(kid, 'Pg') === page.node,
        );
        expect(holds).toBe(true);
        pieces += 1;
      });
      const links = page.node.Annots();
      links?.asArray().forEach((_, i) => {
        const link = links.lookup(i, PDFDict);
        const own = (at(link, 'StructParent') as PDFNumber).asNumber();
        expect(used.has(own)).toBe(false);
        used.add(own);
        expect(
          kidsOf(parents.get(own) as PDFDict).some((kid) => kid instanceof PDFDict && at(kid, 'Obj') === link),
        ).toBe(true);
      });
    }
    expect(used.size).toBe(parents.size);
    expect(pieces).toBeGreaterThan(100);
  });

  it('keep the ids of two copies of one document apart, and headers of tables with them', async () => {
    const doc = await PDFDocument.load(await bytesOf(packet));
    const root = doc.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
    const pairs = pairsOf(at(root, 'IDTree') as PDFDict, 'Names').map(
      ([id, element]) => [id.toString(), element] as const,
    );
    const ids = pairs.map(([id]) => id);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted());
    for (const [id, element] of pairs) expect(at(element as PDFDict, 'ID')?.toString()).toBe(id);
    const named = doc.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => [...object.toString().matchAll(/\/Headers \[ ([^\]]*)\]/g)])
      .flatMap(([, headers = '']) => headers.trim().split(' ').filter(Boolean));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('do not claim PDF/UA unless asked, whatever the parts claimed', async () => {
    const untagged = await draft();
    untagged.page('Uden tags');
    const mixed = packetOf([
      own(agenda),
      bilag('1.1', rich),
      bilag('1.2', await bilagFragment(await untagged.bytes())),
    ]);
    expect((await bytesOf(mixed)).toString('latin1')).not.toContain('pdfuaid:part');
    expect((await bytesOf(packet)).toString('latin1').match(/pdfuaid:part>1</g)).toHaveLength(1);
    const path = await writeChecked(folder, mixed, 'mixed.pdf');
    expect((await pdfInfo(path)).get('Title')).toBe('Dagsorden for Økonomiudvalget');
  });
});
