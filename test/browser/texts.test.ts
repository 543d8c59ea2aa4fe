/** The editor's pure parts: whatever the editor holds can be stored, and nothing typed without a script is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EditorNode, toRichText } from '#src/browser/to-rich-text.ts';
import { DEMO_OFFICES, DEMO_ORGANS } from '#src/dev/demo/people-data.ts';
import { DraftBody } from '#src/documents/draft-body.ts';
import { emptyItemContent, type ItemContent } from '#src/documents/item-content.ts';
import { plainText, richTextOf } from '#src/documents/plain-text.ts';
import { RichText } from '#src/documents/rich-text.ts';
import { draftFrom, type EditorFields } from '#src/http/pages/editor/draft-from-fields.ts';
import { EditorForm, fieldsFromForm } from '#src/http/pages/editor/fields-from-form.ts';
import { missingIn } from '#src/http/pages/editor/missing.ts';
import { pressRowButton } from '#src/http/pages/editor/row-buttons.ts';
import { suggestRoute } from '#src/http/pages/editor/suggest-route.ts';
import { textFromBox, textOf } from '#src/http/pages/editor/text-fallback.ts';
import { directoryOf } from '#src/people/directory.ts';

const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const list = (...items: string[]) => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })),
});
const table = {
  type: 'table',
  content: [
    {
      type: 'tableRow',
      content: [{ type: 'tableCell', attrs: { colspan: 1, rowspan: 1 }, content: [paragraph('12,5')] }],
    },
  ],
};

const anyNode: fc.Arbitrary<EditorNode> = fc.letrec<{ node: EditorNode }>((tie) => ({
  node: fc.record(
    {
      type: fc.constantFrom(
        ...[
          'paragraph',
          'heading',
          'bulletList',
          'orderedList',
          'listItem',
          'table',
          'tableRow',
          'tableCell',
          'tableHeader',
        ],
        ...['blockquote', 'horizontalRule', 'text', 'hardBreak', 'image', 'codeBlock'],
      ),
      text: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
      attrs: fc.option(fc.dictionary(fc.constantFrom('level', 'start', 'colspan', 'rowspan', 'src'), fc.integer()), {
        nil: undefined,
      }),
      marks: fc.option(
        fc.array(
          fc.record({
            type: fc.constantFrom('bold', 'italic', 'link', 'textStyle', 'code'),
            attrs: fc.record({ href: fc.oneof(fc.webUrl(), fc.constant('javascript:alert(1)'), fc.string()) }),
          }),
          { maxLength: 3 },
        ),
        { nil: undefined },
      ),
      content: fc.option(fc.array(tie('node'), { maxLength: 4 }), { nil: undefined }),
    },
    { requiredKeys: ['type'] },
  ),
})).node;

describe('what the editor holds', () => {
  it('is always a text that the store takes', () => {
    fc.assert(
      fc.property(fc.array(anyNode, { maxLength: 6 }), (content) => {
        const text = toRichText({ type: 'doc', content });
        expect(RichText.safeParse(text).error).toBeUndefined();
      }),
    );
  });

  it('keeps a stored text as it is', () => {
    const text = { type: 'doc' as const, content: [paragraph('Ord'), list('en', 'to'), table] };
    expect(toRichText(text)).toEqual(text);
  });
});

const typed = (more: Partial<EditorFields> = {}): EditorFields => ({
  title: 'Titel',
  type: 'decision',
  openness: 'open',
  closedUntil: '',
  publicTitle: '',
  caseNumber: '23/9260',
  printedRoute: 'ØK, KB',
  sections: [{ heading: 'Sagsfremstilling', body: richTextOf('Ord') }],
  lead: 'Det indstilles, at',
  clauses: ['planen godkendes.'],
  bilag: [],
  subItems: [],
  steps: [{ who: 'organ:organ-kb', role: 'deciding' }],
  ...more,
});

describe('the fields', () => {
  it('make a draft that the store takes, whatever somebody types', () => {
    const text = fc.string({ maxLength: 400, unit: 'grapheme' });
    const day = fc.oneof(text, fc.constantFrom('2024-02-29', '2023-02-29', '2024-13-01', '0000-00-00', ' 2024-06-30 '));
    const fields: fc.Arbitrary<EditorFields> = fc.record({
      title: text,
      type: text,
      openness: text,
      closedUntil: day,
      publicTitle: text,
      caseNumber: text,
      printedRoute: text,
      sections: fc.array(fc.record({ heading: text, body: text.map(richTextOf) }), { maxLength: 40 }),
      lead: text,
      clauses: fc.array(text, { maxLength: 60 }),
      bilag: fc.array(
        fc.record({
          docId: text,
          openness: text,
          title: text,
          titlePublic: text,
          docNo: text,
          mainDocument: text,
          availability: text,
          closedUntil: day,
          opennessIn: fc.oneof(
            text,
            fc.constantFrom('organ-kb:closed', 'organ-kb:open,organ-x:closed,,y:maybe', ':open'),
          ),
          file: text,
        }),
        { maxLength: 5 },
      ),
      subItems: fc.array(fc.record({ id: text, title: text, start: text, end: text, text, participants: text }), {
        maxLength: 5,
      }),
      steps: fc.array(
        fc.record({ who: fc.constantFrom('', 'organ:', 'organ:organ-kb', 'approval:office-x', 'x:y'), role: text }),
      ),
    });
    fc.assert(
      fc.property(fields, (given) => {
        expect(DraftBody.safeParse(draftFrom(given)).error).toBeUndefined();
      }),
    );
  });

  it('take the times of sub-items however they are written, and say nothing of sub-items where there are none', () => {
    const row = (start: string, end: string) => ({ id: 'u1', title: 'Budget', start, end, text: '', participants: '' });
    const times = (start: string, end: string) =>
      draftFrom(typed({ subItems: [row(start, end)] })).content.subItems?.map((each) => [each.start, each.end]);
    expect(times('9.30', '10:00')).toEqual([['09:30', '10:00']]);
    expect(times('', '25:00')).toEqual([[null, null]]);
    expect(draftFrom(typed({ subItems: [{ ...row('', ''), title: ' ' }] })).content).not.toHaveProperty('subItems');
  });

  it('keep until when something is closed, and in which organ it is otherwise; dates that there are not are passed over', () => {
    const row = {
      docId: '',
      openness: 'closed',
      title: 'Notat',
      titlePublic: 'no',
      docNo: '',
      mainDocument: 'no',
      availability: '',
      closedUntil: '2024-06-30',
      opennessIn: 'organ-dir:closed,organ-kb:open',
      file: '',
    };
    const kept = draftFrom(
      typed({ bilag: [row], openness: 'closed', closedUntil: '2024-02-30', publicTitle: ' Køb ' }),
    ).content;
    expect(kept.bilag[0]).toMatchObject({
      closedUntil: '2024-06-30',
      opennessIn: [
        { organ: 'organ-dir', openness: 'closed' },
        { organ: 'organ-kb', openness: 'open' },
      ],
    });
    expect(kept.publicTitle).toBe('Køb');
    expect(kept).not.toHaveProperty('closedUntil');
    // What says nothing of it hashes as before there were such fields.
    const plain = draftFrom(typed({ bilag: [{ ...row, closedUntil: '', opennessIn: '' }] })).content;
    expect(Object.keys({ ...plain, ...plain.bilag[0] })).not.toEqual(expect.arrayContaining(['closedUntil']));
    expect(JSON.stringify(plain)).not.toMatch(/closedUntil|opennessIn|publicTitle/);
  });

  it('keep who else takes part in a sub-item, name by name, and what it is about', () => {
    const row = {
      id: 'u1',
      title: 'Budget',
      start: '',
      end: '',
      text: 'Kort\r\nfortalt',
      participants: ' Bo Bo, , Eva ',
    };
    const [one] = draftFrom(typed({ subItems: [row] })).content.subItems ?? [];
    expect(one?.participants).toEqual(['Bo Bo', 'Eva']);
    expect(one?.text && plainText(one.text)).toBe('Kort\nfortalt');
  });

  it('say what is missing by the names of the rules', () => {
    expect(missingIn(draftFrom(typed()))).toEqual(['no-approval']);
    expect(missingIn({ content: emptyItemContent('decision'), plan: [] })).toEqual([
      'content-titled',
      'content-has-section',
      'decision-has-clauses',
      'route-ends-in-organ',
      'no-case-number',
      'no-approval',
      'no-printed-route',
    ]);
    expect(missingIn(draftFrom(typed({ openness: 'closed' })))).toEqual(['no-approval', 'no-public-title']);
    expect(missingIn(draftFrom(typed({ openness: 'closed', publicTitle: 'Ejendomssag' })))).toEqual(['no-approval']);
    expect(missingIn(draftFrom(typed({ steps: [{ who: 'organ:organ-oek', role: 'recommending' }] })))).toContain(
      'decision-has-deciding-organ',
    );
  });

  it('gain, lose and swap rows by the buttons that work without a script', () => {
    const clauses = ['en', 'to', 'tre'];
    const press = (pressed: string) => pressRowButton(typed({ clauses }), pressed)?.clauses;
    expect(press('up-clause-2')).toEqual(['en', 'tre', 'to']);
    expect(press('down-clause-0')).toEqual(['to', 'en', 'tre']);
    expect(press('down-clause-2')).toEqual(clauses);
    expect(press('remove-clause-1')).toEqual(['en', 'tre']);
    expect(press('add-clause')).toEqual([...clauses, '']);
    expect(pressRowButton(typed(), 'send')).toBeNull();
  });
});

describe('a text box without a script', () => {
  const stored: RichText = { type: 'doc', content: [paragraph('Først'), list('en', 'to'), table, paragraph('Sidst')] };

  it('gives back what was not touched as it was', () => {
    expect(textFromBox(textOf(stored), stored)).toEqual(stored);
    expect(textFromBox(textOf(stored).replaceAll('\n', '\r\n'), stored)).toEqual(stored);
  });

  it('keeps the table and the list when another paragraph changes, and the list’s form when its items do', () => {
    const changed = textFromBox(textOf(stored).replace('Først', 'Begyndt').replace('to', 'to\ntre'), stored);
    expect(changed.content).toEqual([paragraph('Begyndt'), list('en', 'to', 'tre'), table, paragraph('Sidst')]);
  });

  it('keeps every word, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'å', ' ', '\n', '1'), maxLength: 80 }), (box) => {
        const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean);
        const text = textFromBox(box, stored);
        expect(RichText.safeParse(text).error).toBeUndefined();
        expect(wordsIn(plainText(text))).toEqual(wordsIn(box));
      }),
    );
  });

  it('gives way to the script’s text when there is one', () => {
    const section = { heading: 'A', text: 'gammelt', json: JSON.stringify(stored), key: '' };
    expect(fieldsFromForm(EditorForm.parse({ sections: [section] }), []).sections[0]?.body).toEqual(stored);
    expect(
      plainText(
        fieldsFromForm(EditorForm.parse({ sections: [{ ...section, json: '{"type":"script"}' }] }), []).sections[0]
          ?.body ?? stored,
      ),
    ).toBe('gammelt');
  });
});

describe('a suggested route', () => {
  const directory = directoryOf({ offices: [...DEMO_OFFICES], organs: [...DEMO_ORGANS] });
  const content: ItemContent = { ...emptyItemContent('decision'), printedRoute: 'øk, KB, ukendt' };

  it('is the ladder above the office and the organs that the printed route names', () => {
    expect(suggestRoute(directory, 'office-oekonomichef', content)).toEqual([
      { kind: 'approval', office: 'office-oekonomichef' },
      { kind: 'approval', office: 'office-kommunaldirektoer' },
      { kind: 'organ', organ: 'organ-oek', role: 'recommending' },
      { kind: 'organ', organ: 'organ-kb', role: 'deciding' },
    ]);
  });

  it('lets the last organ decide where none is named that usually does', () => {
    expect(suggestRoute(directory, 'nobody', { ...content, printedRoute: 'ØK' })).toEqual([
      { kind: 'organ', organ: 'organ-oek', role: 'deciding' },
    ]);
  });
});
