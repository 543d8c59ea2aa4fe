/** What one PDF is written from. */
import type { FragmentSource } from './fragment-source.ts';
import type { Stamp } from './stamp-page.ts';

export interface PacketSource {
  /** Names the source: parts, outline and links (`packet:` and the key) refer to it. */
  key: string;
  fragment: FragmentSource;
  /** The tags of our own pages are the document's; those of a bilag hang under a part of their own. */
  kind: 'own' | 'bilag';
  /** Of the bilag, for those who hear the document read. */
  title: string;
}

/** A run of pages of one source, where it comes in the document. */
export interface PacketPart {
  source: string;
  /** From 1, both included. */
  from: number;
  to: number;
  /** For each page what is stamped on it; null for none. */
  stamps: (Stamp | null)[] | null;
  /** "3.2-" makes the page labels "3.2-1", "3.2-2"; null for the page's number in the document. */
  labelPrefix: string | null;
}

export interface PacketOutlineLine {
  title: string;
  /** From 1; a line belongs to the last one before it of a lower level. */
  level: number;
  source: string;
  /** In the source, from 1. */
  page: number;
  /** Whether the source's own outline goes below this line. */
  ownBelow: boolean;
}

export interface PacketInput extends PacketLayout {
  sources: PacketSource[];
}

/** What the file is beside its sources. */
export interface PacketLayout {
  title: string;
  /** BCP 47, of our own pages. */
  language: string;
  /** Each page of each source comes once. */
  parts: PacketPart[];
  outline: PacketOutlineLine[];
  /** Drawn over every page, faintly; null for none. */
  watermark: string | null;
  /** Written below every page; null for nothing. */
  foot: string | null;
  /** The only time that enters the file. */
  createdAt: Date;
  /** Whether the file says that it conforms to PDF/UA-1: only where every source does. */
  pdfUa: boolean;
}
