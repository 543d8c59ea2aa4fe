/** Numbers in running text that look like the mark of a list or the number of an item: dates, ranges, sums, "2. behandling". */
const MONTH =
  'jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const COUNTED = 'klasse|årgang|kvartal|behandling|etape|runde|sal|mio|mia|pct|kr|tkr|viceborgmester';
/** "7. – 9. klasse", "24.-25. maj", "16. Aug.", "2. behandling", "3. og 4. kvartal". */
const RUNNING = new RegExp(
  String.raw`^\d{1,3}\.\s*(?:[–-]|(?:${MONTH})(?![a-zæøå])|(?:${COUNTED})(?![a-zæøå])|(?:og|til) \d)`,
  'i',
);

/** Whether the number that `line` begins with belongs to what follows it, and marks neither an entry nor an item. */
export const isRunningNumber = (line: string): boolean => RUNNING.test(line);
