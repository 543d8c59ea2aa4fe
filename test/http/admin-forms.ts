/** An administrator's hands: opens a form, fills it in and sends it. */
import { stringify } from 'qs';
import type { Browser, World } from './world.ts';

/** Rows and choices of several are lists. */
export type Form = Record<string, string | string[] | Record<string, string>[]>;

/** @param parts asked for late, because tests make their world before they begin */
export const adminForms = (parts: () => { world: World; admin: Browser }) => ({
  send: (path: string, form: Form) => parts().admin.post(path).type('form').send(stringify(form)),
  directory: () => parts().world.app.directory.refresh(),
  /** What a page's form would send of itself. */
  async formOn(path: string): Promise<{ id: string; rev: string }> {
    const { text } = await parts().admin.get(path).expect(200);
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
    return { id: hidden('id'), rev: hidden('rev') };
  },
});
