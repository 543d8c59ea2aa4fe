/** Office files from their parts: the same parts give the same bytes. */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export type Parts = Record<string, string | Buffer>;

/** Packages have no times of their own; the format wants one. */
const MADE = new Date('2023-01-01T00:00:00Z');

/** @returns a zip of the parts, in their order */
export function packageFile(parts: Parts): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) {
    zip.addBuffer(Buffer.from(content), name, { mtime: MADE, forceDosTimestamp: true });
  }
  zip.end();
  return buffer(zip.outputStream);
}

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface Relationship {
  id: string;
  /** The last part of its type, or the whole of one that is not Office's own. */
  type: string;
  target: string;
  external?: boolean;
}

/** The list of what a part refers to. */
export const relationships = (entries: readonly Relationship[]): string =>
  `${XML}<Relationships xmlns="${RELATIONSHIPS}">${entries
    .map(({ id, type, target, external }) => {
      const mode = external === true ? ' TargetMode="External"' : '';
      const uri = type.includes(':') ? type : `${OFFICE}/${type}`;
      return `<Relationship Id="${id}" Type="${uri}" Target="${target}"${mode}/>`;
    })
    .join('')}</Relationships>`;

/** The list of the parts' types. @param overrides by the part's name, the type without "application/vnd.openxmlformats-…" in front */
export const contentTypes = (overrides: Record<string, string>): string =>
  `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>
${Object.entries(overrides)
  .map(([name, type]) => `<Override PartName="/${name}" ContentType="application/vnd.openxmlformats-${type}+xml"/>`)
  .join('\n')}
</Types>`;

/** Who made the file: what must not come along. */
export const coreProperties = (title: string, author: string): string =>
  `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${title}</dc:title><dc:creator>${author}</dc:creator><cp:keywords>internt udkast</cp:keywords></cp:coreProperties>`;

/** What the package itself refers to. */
export const packageRelationships = (main: string): string =>
  relationships([
    { id: 'rId1', type: 'officeDocument', target: main },
    {
      id: 'rId2',
      type: 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
      target: 'docProps/core.xml',
    },
  ]);

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
