/** A mail from a citizen, with a picture and a table, as it was saved from the mailbox. */
import { INVENTED } from './invented.ts';
import { photo } from './photo.ts';

const line = (base64: string): string => base64.replace(/.{76}/g, '$&\r\n');

const TEXT = `Til Teknik- og Miljøudvalget

Jeg bor på Åvej 14 og cykler hver dag med børnene forbi Skovvejens Skole. Når lastbilerne begynder at køre til byggepladsen, er der
ikke plads til både dem og os på stykket ved krydset. Jeg har talt trafikken i to uger og vedlægger tallene og et billede af krydset.

Kan I lægge kørslen uden for tiden mellem 7.30 og 8.15?

Med venlig hilsen
Ane Birk

(${INVENTED})`;
const COUNTED = 'Dag;Biler;Cykler;Lastbiler\r\nMandag;212;148;9\r\nTirsdag;205;151;11\r\nOnsdag;198;160;7\r\n';

export async function letter(): Promise<Buffer> {
  const text = Buffer.from(TEXT).toString('base64');
  return Buffer.from(
    [
      'From: Ane Birk <ane.birk@borger.example>',
      'To: teknik@skovby.example',
      'Subject: =?UTF-8?Q?Trafik_ved_Skovvejens_Skole_-_h=C3=B8ringssvar?=',
      'Date: Mon, 06 Feb 2023 20:14:00 +0100',
      'Message-ID: <20230206-1@borger.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="skov"',
      '',
      '--skov',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      line(text),
      '--skov',
      'Content-Type: text/csv; name="trafiktal.csv"',
      'Content-Disposition: attachment; filename="trafiktal.csv"',
      '',
      COUNTED,
      '--skov',
      'Content-Type: image/jpeg; name="krydset.jpg"',
      'Content-Disposition: attachment; filename="krydset.jpg"',
      'Content-Transfer-Encoding: base64',
      '',
      line((await photo()).toString('base64')),
      '--skov--',
      '',
    ].join('\r\n'),
  );
}
