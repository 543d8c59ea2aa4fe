/** The buttons that add, move and remove rows where no script does it: `add-section`, `up-clause-2`, `remove-bilag-0`. Pure. */
import type { RichText } from '#src/documents/rich-text.ts';
import type { EditorFields } from './draft-from-fields.ts';

const EMPTY: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };
const LISTS = { section: 'sections', clause: 'clauses', bilag: 'bilag', subItem: 'subItems', step: 'steps' } as const;
/** The fields of a new bilag. */
export const blankBilag = () => ({
  docId: '',
  openness: 'open',
  title: '',
  titlePublic: 'no',
  docNo: '',
  mainDocument: 'no',
  availability: '',
  closedUntil: '',
  opennessIn: '',
  file: '',
});
const BLANK = {
  section: () => ({ heading: '', body: EMPTY }),
  clause: () => '',
  bilag: blankBilag,
  subItem: () => ({ id: '', title: '', start: '', end: '', text: '', participants: '' }),
  step: () => ({ who: '', role: 'recommending' }),
};

/**
 * Does what a row's button says.
 * @returns the changed fields, or null when `pressed` is no row's button
 */
export function pressRowButton(fields: EditorFields, pressed: string): EditorFields | null {
  const [, verb = '', kind = '', place] =
    /^(add|up|down|remove)-(section|clause|bilag|subItem|step)(?:-(\d+))?$/.exec(pressed) ?? [];
  if (!(kind in LISTS)) return null;
  const name = LISTS[kind as keyof typeof LISTS];
  const rows: unknown[] = [...fields[name]];
  const at = Number(place ?? rows.length);
  const swap = (other: number) => {
    if (rows[at] === undefined || rows[other] === undefined) return;
    [rows[at], rows[other]] = [rows[other], rows[at]];
  };
  if (verb === 'add') rows.push(BLANK[kind as keyof typeof BLANK]());
  else if (verb === 'remove') rows.splice(at, 1);
  else swap(verb === 'up' ? at - 1 : at + 1);
  return { ...fields, [name]: rows };
}
