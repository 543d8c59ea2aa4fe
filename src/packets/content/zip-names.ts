/** Names of files in a ZIP that every system can unpack, Windows included. Pure. */
import { cleanFileName, endingOf, stemOf } from '#src/files/file-name.ts';

/** What Windows takes for devices, whatever the ending. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;
const NOT_ON_WINDOWS = /[<>:"/\\|?*]/g;
/** Characters of one name; with its folders it stays below the 260 that old programs on Windows manage. */
const MOST = 100;

/** A name that a file may have everywhere. @param name what it is called, @param ending its ending without the point, or empty */
export function safeName(name: string, ending: string): string {
  const tail = ending === '' ? '' : `.${ending}`;
  const flat = cleanFileName(name.toWellFormed().replace(NOT_ON_WINDOWS, '_'));
  const short = [...flat]
    .slice(0, MOST - tail.length)
    .join('')
    .replace(/[ .]+$/, '');
  // "con.txt.pdf" is a device too: what stands before the first point counts.
  const stem = RESERVED.test(short.split('.')[0]?.trim() ?? '') ? `_${short}` : short;
  return `${stem || 'fil'}${tail}`;
}

/** Gives each name once: "Notat.pdf", then "Notat (2).pdf". Upper and lower case are one on Windows. */
export function onceEach(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let free = name;
    for (let n = 2; taken.has(free.toLocaleLowerCase('da')); n++) {
      const ending = endingOf(name);
      free = `${stemOf(name)} (${n})${ending === '' ? '' : `.${ending}`}`;
    }
    taken.add(free.toLocaleLowerCase('da'));
    return free;
  };
}
