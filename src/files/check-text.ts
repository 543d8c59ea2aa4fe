/** Kinds of file that are made of text: by how they begin and end. Pure. */

/** RFC 5322, 3.6: a header says at least from whom it is and when, or that what follows is in parts. */
const SAYS_WHO_AND_WHAT = /^(from|date|subject|to|received|mime-version|message-id):/im;
const IS_HEADER = /^[!-9;-~]+:/;

/** @param head the first bytes of the file */
export function isMail(head: Buffer): boolean {
  const [header = ''] = head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n\n');
  const [first = ''] = header.split('\n');
  return IS_HEADER.test(first) && SAYS_WHO_AND_WHAT.test(header);
}

/** RFC 5545, 3.4. @param head the first bytes of the file */
export const isCalendar = (head: Buffer): boolean =>
  /^(\xef\xbb\xbf)?\s*BEGIN:VCALENDAR\r?\n/i.test(head.toString('latin1', 0, 200));

/** How many bytes of a file's end are looked at. */
export const TAIL = 200;

/** @param tail the last `TAIL` bytes of the file */
export const isWholeCalendar = (tail: Buffer): boolean => /\nEND:VCALENDAR\s*$/i.test(tail.toString('latin1'));

/** RTF is one group; some programs write a zero byte behind it. @param tail the last `TAIL` bytes of the file */
export const isWholeRtf = (tail: Buffer): boolean => /\}[\s\0]*$/.test(tail.toString('latin1'));
