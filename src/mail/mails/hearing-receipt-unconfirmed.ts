/**
 * To the address that somebody wrote in the open form of a hearing, in time or late, in place of the receipt with the answer: it may be
 * anybody's. It says when an answer came and leads to it; whoever opens the link has the mail.
 */
import { z } from 'zod';
import { receiptPath } from '#src/links/receipt-link.ts';
import { addressees, hearingMail, receiptOf } from '../about-hearing.ts';
import { formOf } from '../about-item.ts';
import { Contact, contactOf } from '../contact.ts';
import { aboutItem, Count, Line } from '../fields.ts';

export const hearingReceiptUnconfirmed = hearingMail({
  props: aboutItem({ contact: Contact, receipt: Count, receivedAt: Line, fingerprint: Line, isLate: z.boolean() }, {}),
  to: addressees,
  nobody: { void: 'no-address' },
  says(subject) {
    const { deps, directory, now, about, item, content, template } = subject;
    const { receipt, receivedAt, fingerprint } = receiptOf(subject);
    const path = receiptPath(deps.serverKey, about.hearing, about.answer ?? '');
    const link = new URL(path, deps.publicUrl).href;
    const contact = contactOf(directory, item.context, now);
    const isLate = template === 'hearing-late';
    return () => formOf(item, content, { link, contact, receipt, receivedAt, fingerprint, isLate });
  },
});
