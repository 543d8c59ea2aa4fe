import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import * as z from 'zod';

/** What the list shows of a mail. */
export type MailSummary = {
  readonly id: string;
  readonly receivedAt: string;
  /** The SMTP envelope: who really got it. */
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly messageId: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly links: readonly string[];
};

export type MailWhole = MailSummary & {
  readonly text: string;
  readonly html: string | null;
  readonly headers: Readonly<Record<string, string>>;
};

/** Mails as they came over SMTP, one `.eml` file each, with the envelope beside it. */
export type Mailbox = {
  readonly add: (raw: Readable, envelope: MailSummary['envelope']) => Promise<string>;
  /** Newest first. */
  readonly list: () => readonly MailSummary[];
  readonly read: (id: string) => Promise<MailWhole | null>;
  readonly raw: (id: string) => Promise<Buffer | null>;
  readonly clear: () => Promise<void>;
};

const sidecar = z.object({
  receivedAt: z.iso.datetime(),
  envelope: z.object({ from: z.string(), to: z.array(z.string()) }),
});

/** Time first, so that names sort as the mails came. */
const newId = (now: Date): string => `${now.toISOString().replace(/[:.]/g, '-')}-${randomBytes(4).toString('hex')}`;
export const isMailId = (text: string): boolean => /^[0-9TZ-]{24}-[0-9a-f]{8}$/.test(text);

const addressesOf = (value: AddressObject | AddressObject[] | undefined): string[] =>
  [value ?? []].flat().flatMap((group) => group.value.map((one) => one.address ?? ''));

const linksIn = (mail: ParsedMail): string[] => {
  const inText = (mail.text ?? '').match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  const inHtml = [...(mail.html || '').matchAll(/href="(https?:[^"]+)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  );
  return [...new Set([...inText, ...inHtml])];
};

const summarize = (id: string, beside: z.infer<typeof sidecar>, mail: ParsedMail): MailSummary => ({
  id,
  ...beside,
  messageId: mail.messageId ?? '',
  from: addressesOf(mail.from)[0] ?? '',
  to: addressesOf(mail.to),
  subject: mail.subject ?? '',
  links: linksIn(mail),
});

const parse = (raw: Buffer): Promise<ParsedMail> => simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });

/** Opens the folder, with the mails that are already in it. */
export const openMailbox = async (folder: string, now: () => Date): Promise<Mailbox> => {
  await mkdir(folder, { recursive: true });
  const mails: MailSummary[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const id = name.replace(/\.eml$/, '');
    // A file without its final name was never acknowledged to the sender, who sends it again.
    if (name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
    if (!name.endsWith('.eml') || !isMailId(id)) continue;
    const beside = sidecar.parse(JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')));
    mails.push(summarize(id, beside, await parse(await readFile(join(folder, name)))));
  }
  const raw = async (id: string): Promise<Buffer | null> =>
    mails.some((mail) => mail.id === id) ? readFile(join(folder, `${id}.eml`)) : null;
  return {
    add: async (stream, envelope) => {
      const at = now();
      const id = newId(at);
      const file = join(folder, `${id}.eml`);
      const beside = { receivedAt: at.toISOString(), envelope: { from: envelope.from, to: [...envelope.to] } };
      await pipeline(stream, createWriteStream(`${file}.tmp`, { flush: true }));
      await writeFile(join(folder, `${id}.json`), `${JSON.stringify(beside)}\n`, { flush: true });
      await rename(`${file}.tmp`, file);
      mails.push(summarize(id, beside, await parse(await readFile(file))));
      return id;
    },
    list: () => [...mails].reverse(),
    read: async (id) => {
      const summary = mails.find((mail) => mail.id === id);
      const source = await raw(id);
      if (summary === undefined || source === null) return null;
      const mail = await parse(source);
      const headers = Object.fromEntries(
        mail.headerLines.map((one) => [one.key, one.line.slice(one.key.length + 1).trim()]),
      );
      return { ...summary, text: mail.text ?? '', html: mail.html || null, headers };
    },
    raw,
    clear: async () => {
      for (const mail of mails.splice(0)) {
        await rm(join(folder, `${mail.id}.eml`), { force: true });
        await rm(join(folder, `${mail.id}.json`), { force: true });
      }
    },
  };
};
