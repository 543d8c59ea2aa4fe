/** What a packet says of itself, written anew: nothing is taken over from the files that it is made of. */

import type { PacketInput } from './packet-input.ts';
import { hexText } from './text-string.ts';

const PRODUCER = 'Sagsgang';

type Described = Pick<PacketInput, 'title' | 'language' | 'createdAt' | 'pdfUa'>;

/** The document information dictionary. */
export function infoText({ title, createdAt }: Described): string {
  const date = `D:${createdAt.toISOString().slice(0, 19).replace(/[-T:]/g, '')}Z`;
  return `<</Title${hexText(title)}/Producer(${PRODUCER})/CreationDate(${date})/ModDate(${date})>>`;
}

/** The XMP packet (ISO 16684-1); the identification of PDF/UA as ISO 14289-1, clause 5 asks. */
export function xmpOf({ title, language, createdAt, pdfUa }: Described): Buffer {
  const date = `${createdAt.toISOString().slice(0, 19)}Z`;
  const lines = [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">',
    `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>`,
    `<dc:language><rdf:Bag><rdf:li>${escaped(language)}</rdf:li></rdf:Bag></dc:language>`,
    `<dc:format>application/pdf</dc:format><pdf:Producer>${PRODUCER}</pdf:Producer>`,
    `<xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate>`,
    ...(pdfUa ? ['<pdfuaid:part>1</pdfuaid:part>'] : []),
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="r"?>',
  ];
  return Buffer.from(lines.join('\n'));
}

/** XML 1.0 has no other control characters than these three, escaped or not. */
function escaped(text: string): string {
  const allowed = [...text].filter((character) => character >= ' ' || '\t\n\r'.includes(character)).join('');
  return allowed.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
