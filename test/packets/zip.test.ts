/** A meeting as files: what is in the ZIP for whom, names that unpack everywhere, and the same bytes each time. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeZip } from '#src/packets/content/write-zip.ts';
import { type ZipBilag, zipBilag } from '#src/packets/content/zip-entries.ts';
import { onceEach, safeName } from '#src/packets/content/zip-names.ts';
import type { PacketDocument, Variant } from '#src/packets/document.ts';
import { emptyDocument } from '../pdf/documents.ts';
import { bilagOf, itemOf, packetOf } from './made-up-packets.ts';
import { unpack } from './unpack.ts';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
/** The stored files, by their hash. */
const stored = new Map<string, Buffer>();
function store(text: string): string {
  const hash = sha256(text);
  stored.set(hash, Buffer.from(text));
  return hash;
}
const open = async (source: ZipBilag['source']): Promise<Readable> => {
  const bytes = stored.get('file' in source ? source.file : source.fragment);
  if (bytes === undefined) throw new Error('no file');
  return Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]);
};

const brought = (seq: number, title: string, name: string, text: string) =>
  bilagOf(1, seq, title, { file: { hash: store(text), name, size: text.length, mime: 'application/octet-stream' } });
const document = (variant: Variant): PacketDocument =>
  packetOf(
    [
      itemOf(1, { ...emptyDocument, title: 'Åben sag' }, [
        brought(1, 'Budget: 2024/25 <endelig>?', 'budget.xlsx', 'regneark med skjult ark'),
        brought(2, 'Notat', 'notat.docx', 'tekst med kommentarer'),
        { ...brought(2, 'NOTAT', 'NOTAT.DOCX', 'en anden tekst'), key: 'item-1.2.2' },
        bilagOf(1, 4, 'Eftersendes', { file: null, availability: 'to-follow' }),
      ]),
    ],
    { variant },
  );
const fragments = new Map([
  ['item-1.1', store('%PDF budget')],
  ['item-1.2', store('%PDF notat')],
]);
const written = (variant: Variant): Readable => {
  const packet = document(variant);
  return writeZip(packet, { edition: 2, bilag: zipBilag(packet, fragments), open });
};
const one: ZipBilag[] = [{ key: 'item-1.1', path: 'a.pdf', source: { file: 'f'.repeat(64) } }];

describe('The ZIP of a meeting', () => {
  it('gives members the files as they were brought, each under a name of its own', async () => {
    const files = await unpack(await buffer(written('members')));
    expect([...files].map(([path, bytes]) => [path, path === 'meeting.json' ? '…' : bytes.toString()])).toEqual([
      ['bilag/1.1 Budget_ 2024_25 _endelig__.xlsx', 'regneark med skjult ark'],
      ['bilag/1.2 Notat.docx', 'tekst med kommentarer'],
      ['bilag/1.2 NOTAT (2).docx', 'en anden tekst'],
      ['meeting.json', '…'],
    ]);
  });

  it('gives the public renditions and never an original, nor its name or hash', async () => {
    const files = await unpack(await buffer(written('public')));
    expect([...files.keys()]).toEqual([
      'bilag/1.1 Budget_ 2024_25 _endelig__.pdf',
      'bilag/1.2 Notat.pdf',
      'meeting.json',
    ]);
    const all = [...files.values()].join('\n');
    expect(all).not.toMatch(/skjult ark|kommentarer|\.xlsx|\.docx/i);
    expect(all).not.toContain(sha256('regneark med skjult ark'));
  });

  it('says in meeting.json what each file is, with the hash of its bytes', async () => {
    for (const variant of ['members', 'public'] as const) {
      const files = await unpack(await buffer(written(variant)));
      const meeting = JSON.parse(files.get('meeting.json')?.toString() ?? '');
      expect(meeting).toMatchObject({
        format: { name: 'sagsgang-meeting', version: 1 },
        edition: 2,
        variant,
        organName: 'Kommunalbestyrelsen',
        day: '2024-03-12',
      });
      const rows: { label: string; file: { path: string; sha256: string } | null }[] = meeting.items[0].bilag;
      expect(rows.map(({ file }) => file?.path ?? null).filter((path) => path !== null)).toEqual(
        [...files.keys()].filter((path) => path !== 'meeting.json'),
      );
      for (const { file } of rows) if (file) expect(sha256(files.get(file.path) ?? '')).toBe(file.sha256);
      expect(rows.at(-1)).toMatchObject({ label: '1.4', availability: 'to-follow', file: null });
    }
  });

  it('has the same bytes each time, in another time zone too', async () => {
    const first = await buffer(written('members'));
    const zone = process.env.TZ;
    process.env.TZ = 'Pacific/Auckland';
    try {
      expect((await buffer(written('members'))).equals(first)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  it('fails as a whole where a file cannot be read, and never ends as if it were complete', async () => {
    await expect(buffer(writeZip(document('members'), { edition: 1, bilag: one, open }))).rejects.toThrow('no file');
    const breaking = async () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('begyndelsen');
          throw new Error('the store went away');
        })(),
      );
    await expect(buffer(writeZip(document('members'), { edition: 1, bilag: one, open: breaking }))).rejects.toThrow(
      'the store went away',
    );
  });

  it('whose reader goes away leaves no file open', async () => {
    const endless = new Readable({ read: () => undefined });
    endless.push(Buffer.alloc(1_000));
    const zip = writeZip(document('members'), { edition: 1, bilag: one, open: async () => endless });
    await new Promise((resolve) => zip.once('data', resolve));
    const closed = new Promise((resolve) => endless.once('close', resolve));
    zip.destroy();
    await closed;
    expect(endless.destroyed).toBe(true);
  });
});

describe('A name in a ZIP', () => {
  it.each([
    ['CON', 'pdf', '_CON.pdf'],
    ['lpt1.notat', 'docx', '_lpt1.notat.docx'],
    ['../../etc/passwd', '', '_.._etc_passwd'],
    ['a\\b:c*d?e"f<g>h|i', 'txt', 'a_b_c_d_e_f_g_h_i.txt'],
    ['\u202Egnp.exe', 'pdf', 'gnp.exe.pdf'],
    ['   ', 'pdf', 'fil.pdf'],
    ['slutter på punktum...', '', 'slutter på punktum'],
    ['Æblegrød 😀', 'pdf', 'Æblegrød 😀.pdf'],
  ])('%j is called so that every system can have it', (name, ending, safe) => {
    expect(safeName(name, ending)).toBe(safe);
  });

  it('is short, unlike every other, and has nothing that Windows refuses, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom('', 'pdf', 'docx')), {
          maxLength: 20,
        }),
        (wanted) => {
          const once = onceEach();
          const names = wanted.map(([name, ending]) => once(safeName(name, ending)));
          expect(new Set(names.map((name) => name.toLocaleLowerCase('da'))).size).toBe(names.length);
          for (const name of names) {
            expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}]+$/u);
            expect(name).not.toMatch(/[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
            expect([...name].length).toBeLessThan(110);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
