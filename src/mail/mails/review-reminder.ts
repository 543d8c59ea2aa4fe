/** To those who were asked to review an item and have not answered two hverdage later. */
import { itemMail } from '../about-item.ts';
import { askingForReview } from './review-request.ts';

export const reviewReminder = itemMail({ ...askingForReview, priority: 'reminder' });
