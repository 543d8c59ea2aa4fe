/** The packet as a web page: the same content in the same order, for whoever has it read aloud. */

import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { AxeBuilder } from '@axe-core/playwright';
import fc from 'fast-check';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type BilagText, packetHtml } from '#src/packets/content/html/packet-html.ts';
import { PACKET_HTML_POLICY, STYLE } from '#src/packets/content/html/style.ts';
import type { PacketDocument } from '#src/packets/document.ts';
import { emptyDocument, everything } from '../pdf/documents.ts';
import { bilagOf, itemOf, packetOf, usualPacket, withPages } from './made-up-packets.ts';

const texts = new Map<string, BilagText>([
  ['item-2.1', { pages: ['Forord\nSamme afsnit\n\nNæste afsnit', '', '   \n '], language: 'da-DK' }],
  ['item-2.2', { pages: ['A letter in English'], language: 'en-GB' }],
  ['item-2.4', { pages: ['Sprog uden mening'], language: '"><script>' }],
]);
const pageOf = async (document: PacketDocument, bilag = withPages(document, 3)): Promise<string> =>
  text(
    Readable.from(
      packetHtml(document, { edition: 3, bilag, foot: null, textOf: async (key) => texts.get(key) ?? null }),
    ),
  );
const usual = () => {
  const { document, bilag } = usualPacket();
  return pageOf(document, bilag);
};
/** The words that people read, in their order. */
const wordsOf = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('A packet as a web page', () => {
  it('says what the PDF says, agenda first and then each bilag with the text of its pages', async () => {
    const said = wordsOf(await usual());
    const order = [
      'Gå til indholdet',
      'Norddjurs Kommune',
      'DAGSORDEN MED BILAG',
      'Kommunalbestyrelsen',
      'Medlemmernes udgave – fortrolig',
      'Indholdsfortegnelse',
      '1. Godkendelse af dagsorden',
      'Sagsfremstilling',
      'Kommunaldirektøren indstiller',
      'Beslutning i Økonomiudvalget',
      'Bilag 2.1 Udmøntningsplan for velfærdsaftalen',
      'Side 1 af 34 Forord Samme afsnit Næste afsnit',
      'Side 2 af 34 Siden har ingen tekst, der kan læses op',
      'Bilag 2.3 Økonomisk oversigt',
      'Bilaget kunne ikke gengives',
      'Bilag 3.1 Købsaftale',
      'Teksten i bilaget er ikke læst',
      'Bilag 3.2 Vurderingsrapport',
      'Bilaget eftersendes',
    ];
    let from = 0;
    for (const words of order) {
      const at = said.indexOf(words, from);
      expect(at, words).toBeGreaterThanOrEqual(from);
      from = at;
    }
  });

  it('says in which language a bilag is, where the file says it and it is not Danish', async () => {
    const page = await usual();
    expect(page).toContain('<div class="text" lang="en-GB"><p>A letter in English</p>');
    expect(page.match(/ lang="/g)).toHaveLength(2);
    expect(page).toContain('<html lang="da">');
  });

  it('has no script, loads nothing, and every link in it leads to a place in it', async () => {
    const page = await usual();
    expect(page).not.toMatch(/<script|<link|<img|<iframe|javascript:| on\w+=/i);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const inner = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(inner.length).toBeGreaterThan(20);
    expect(inner.filter((id) => !ids.has(id))).toEqual([]);
    expect(page.match(/ id="/g)?.length).toBe(ids.size);
  });

  it('shows what people wrote as text, never as markup', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (typed) => {
        const title = `<b onclick="x">&amp;${typed}</b>`;
        const packet = packetOf([itemOf(1, { ...emptyDocument, title }, [bilagOf(1, 1, title)], { note: title })], {
          organName: title,
          members: [title],
        });
        const textOf = async () => ({ pages: [title], language: null });
        const page = await text(
          Readable.from(packetHtml(packet, { edition: 1, bilag: withPages(packet, 1), foot: null, textOf })),
        );
        expect(page).not.toContain('<b onclick');
        expect(page).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;amp;');
      }),
      { numRuns: 200 },
    );
  });

  it('is found without fault by axe, fits a phone, and its policy lets its style through and nothing else', async () => {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
    try {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      let body = '';
      await context.route('http://pakke.example/**', (route) =>
        route.fulfill({
          body,
          contentType: 'text/html; charset=utf-8',
          headers: { 'Content-Security-Policy': PACKET_HTML_POLICY },
        }),
      );
      const rich = packetOf([itemOf(1, everything, [bilagOf(1, 1, 'Et-meget-langt-ord'.repeat(20))])]);
      const supplement = {
        ...rich,
        parts: [...rich.parts, { id: 'tillaeg', title: 'Tillægsdagsorden', lateReason: 'Det hastede.' }],
        items: [...rich.items, itemOf(2, emptyDocument, [], { part: 'tillaeg' })],
      };
      for (const html of [await usual(), await pageOf(rich), await pageOf(supplement)]) {
        body = html;
        await page.goto('http://pakke.example/');
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
          .analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        );
        expect(await page.evaluate(() => getComputedStyle(document.body).lineHeight)).not.toBe('normal');
      }
      expect(complaints).toEqual([]);
      expect(body).toContain(STYLE);
    } finally {
      await browser.close();
    }
  }, 60_000);
});
