/** An item's text with an attachment, and all that the API says of what is made of it. */
import { expect } from 'vitest';
import { pdf } from '../files/make.ts';
import { type Browser, until } from './world.ts';

export const text = (words: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

/** The text of an item. @param file of its attachment */
export const content = (file: object) => ({
  title: 'Salg af grund',
  type: 'decision',
  openness: 'open',
  caseNumber: '23/9260',
  printedRoute: 'ØK',
  sections: [{ heading: 'Sagsfremstilling', body: text('Grunden ligger ved havnen.') }],
  recommendation: { lead: 'Det indstilles,', clauses: ['at grunden sælges.'] },
  bilag: [
    { seq: 1, docId: null, openness: 'open', title: 'Kort', titlePublic: true, docNo: null, mainDocument: false, file },
  ],
  subItems: [{ id: 'sub-1', title: 'Vejadgang', start: null, end: null }],
});

export async function askForRenditions(officer: Browser): Promise<void> {
  const { stream } = (await officer.post('/api/v1/items').send({ type: 'decision' }).expect(201)).body;
  const brought = await officer.post(`/api/v1/items/${stream}/files`).attach('file', pdf('Kort'), 'kort.pdf');
  const rendition = `/api/v1/items/${stream}/renditions/${brought.body.hash}`;
  const made = await until(
    async () => (await officer.get(rendition).expect(200)).body,
    ({ settled }) => settled,
  );
  expect(made).toMatchObject({ state: 'done', facts: { pages: 1 } });
  await officer.get(`${rendition}/picture`).expect(200);
  const draft = { content: content(brought.body), plan: [] };
  await officer.put(`/api/v1/items/${stream}/draft`).send({ rev: 1, draft }).expect(200);
  for (const part of ['rendition', 'picture', 'text']) {
    await officer.get(`/api/v1/items/${stream}/bilag/1/${part}`).expect(200);
  }
}
