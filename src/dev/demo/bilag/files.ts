/** The demo's bilag: one file of each kind that a case brings with it, made anew at each run, with the same bytes. */
import type { Kind } from '#src/files/kinds.ts';
import { drawings } from './drawings.ts';
import { letter } from './letter.ts';
import { MEMO_HIDDEN, memo } from './memo.ts';
import { PHOTO_HIDDEN, photo } from './photo.ts';
import { scan } from './scan.ts';
import { SLIDES_HIDDEN, slides } from './slides.ts';
import { BUDGET_HIDDEN, budget, wideSheet } from './spreadsheet.ts';

export interface DemoFile {
  /** As its owner calls it. */
  name: string;
  kind: Kind;
  make(): Promise<Buffer>;
  /** Words in the file that nobody is to find in a packet. */
  hidden: readonly string[];
}

export const DEMO_FILES: readonly DemoFile[] = [
  { name: 'Notat om renovering.docx', kind: 'docx', make: memo, hidden: MEMO_HIDDEN },
  { name: 'Anlægsbudget.xlsx', kind: 'xlsx', make: budget, hidden: BUDGET_HIDDEN },
  { name: 'Belægning uge for uge.xlsx', kind: 'xlsx', make: wideSheet, hidden: ['Palle Storm'] },
  { name: 'Skolestruktur.pptx', kind: 'pptx', make: slides, hidden: SLIDES_HIDDEN },
  { name: 'Tegninger.pdf', kind: 'pdf', make: drawings, hidden: [] },
  { name: 'Høringssvar fra skolebestyrelsen (scannet).pdf', kind: 'pdf', make: scan, hidden: [] },
  { name: 'Foto af skolen.jpg', kind: 'jpeg', make: photo, hidden: PHOTO_HIDDEN },
  { name: 'Mail fra borger.eml', kind: 'eml', make: letter, hidden: PHOTO_HIDDEN },
];
