/** The bytes of every mail in every form, as they were last agreed on: a change of a template or a partial shows here as a diff. */
import { describe, expect, it } from 'vitest';
import type { MailProps, MailTemplate } from '#src/mail/mails.ts';
import { renderMail } from '#src/mail/render.ts';
import { FORMS } from './forms.ts';

/** The forms a mail is shown in, and for those whose words depend on more than the form, each of the choices. */
function previewsOf<Name extends MailTemplate>(name: Name): MailProps<Name>[] {
  const forms = FORMS[name].map(({ props }) => props);
  const unnumbered = forms.flatMap((props) => ('caseNumber' in props ? [{ ...props, caseNumber: null }] : []));
  return [...forms, ...unnumbered];
}
const [request] = FORMS['approval-request'].map(({ props }) => props);
const requests = [
  ...(['acting', 'deputy', 'superior', 'delegate'] as const).map((standIn) => ({ ...request, standIn })),
  ...([{ kind: 'hearing' }, { kind: 'organ-not-chosen' }, { kind: 'organ', name: 'Økonomiudvalget' }] as const).map(
    (next) => ({ ...request, next }),
  ),
  { ...request, seenVersion: 3 },
] as MailProps<'approval-request'>[];
const marked = { title: 'Plan <2> & "Børn\'' };

const fileOf = (name: MailTemplate, previews: readonly MailProps<MailTemplate>[]): string =>
  previews
    .map((props) => renderMail(name, props, 'Norddjurs Kommune'))
    .map(
      ({ subject, text, html }, n) => `==== ${n + 1}\n==== subject\n${subject}\n==== text\n${text}==== HTML\n${html}`,
    )
    .join('\n');

describe('the rendered mail', () => {
  it.each(Object.keys(FORMS) as MailTemplate[])('%s is the same, byte for byte', async (name) => {
    const more = name === 'approval-request' ? [...requests, { ...request, ...marked }] : [];
    const previews = [...previewsOf(name), ...more] as MailProps<MailTemplate>[];
    await expect(fileOf(name, previews)).toMatchFileSnapshot(`../fixtures/mails/${name}.txt`);
  });
});
