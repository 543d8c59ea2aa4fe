/** To an administrator, once a day at most: what is broken in the service's own works, and what to do about it. */
import { z } from 'zod';
import { brokenInWords } from '#src/words/broken-in-words.ts';
import { brokenMail } from '../about-people.ts';
import { Line, Link } from '../fields.ts';
import { toPerson } from '../recipients.ts';
import { operationsUrl } from '../urls.ts';

export const operationsBroken = brokenMail({
  props: z.strictObject({
    recipientName: Line,
    link: Link,
    broken: z.array(z.strictObject({ text: Line, lift: Line })).min(1),
  }),
  to: toPerson,
  nobody: { void: 'no-address' },
  says({ deps, about }) {
    const broken = about.broken.map((each) => {
      const { text, lift } = brokenInWords(each);
      return { text, lift };
    });
    return ({ name }) => ({ recipientName: name, link: operationsUrl(deps.publicUrl), broken });
  },
});
