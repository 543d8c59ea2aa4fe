/** The addresses of pages that mails lead to. Each takes the public address of the service, without a path of its own. */
const at = (publicUrl: string, path: string): string => new URL(path, publicUrl).href;

/** The tasks of whoever is signed in. */
export const tasksUrl = (publicUrl: string): string => at(publicUrl, '/');
/** The page of operations, for administrators. */
export const operationsUrl = (publicUrl: string): string => at(publicUrl, '/drift');
/** An item's page, for a signed-in reader. */
export const itemUrl = (publicUrl: string, item: string): string => at(publicUrl, `/punkter/${item}`);
export const meetingUrl = (publicUrl: string, meeting: string): string => at(publicUrl, `/moeder/${meeting}`);
/** Where a protocol is read and signed. */
export const signUrl = (publicUrl: string, meeting: string): string => at(publicUrl, `/moeder/${meeting}/underskriv`);
/** A hearing's page for those who run it. */
export const hearingUrl = (publicUrl: string, hearing: string): string => at(publicUrl, `/hoeringer/${hearing}`);
/** The page of a hearing that is open to all. */
export const publicHearingUrl = (publicUrl: string, hearing: string): string => at(publicUrl, `/hoering/${hearing}`);
