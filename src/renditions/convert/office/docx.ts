/** A text of Word without what does not show on paper. */
import { fieldsIn } from './docx-fields.ts';
import { docxRules } from './docx-part.ts';
import { hidingStyles } from './docx-styles.ts';
import type { Tally } from './left-out.ts';
import { ooxmlChange } from './ooxml.ts';
import { rewriteXml } from './rewrite-xml.ts';
import type { Package } from './rewrite-zip.ts';

const TEXTS = /^word\/(document\d*|styles|header\d*|footer\d*|footnotes|endnotes|settings)\.xml$/;
const STYLES = 'word/styles.xml';
const COMMENTS = /^word\/comments\.xml$/;
const LEFT_OUT = /^word\/(comments\w*\.xml|people\.xml|glossary\/|embeddings\/|activeX\/|afchunk|mailMergeSource)/i;

export async function flattenDocx(parts: Package, to: string, tally: Tally): Promise<void> {
  for (const name of parts.names.filter((each) => COMMENTS.test(each))) {
    rewriteXml(await parts.read(name), {
      open: (element) => {
        if (element.local === 'comment') tally.leftOut.comments += 1;
        return 'keep';
      },
    });
  }
  const hiding = hidingStyles(parts.has(STYLES) ? await parts.read(STYLES) : null);
  const isLeftOut = (name: string) => LEFT_OUT.test(name);
  await parts.write(
    to,
    ooxmlChange(parts, isLeftOut, tally, async (name) => {
      if (!TEXTS.test(name)) return undefined;
      const bytes = await parts.read(name);
      return rewriteXml(bytes, docxRules(fieldsIn(bytes), hiding, tally));
    }),
  );
}
