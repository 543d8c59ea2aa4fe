/** The form of who took part in a meeting, filled in as people fill it in. */

/** @returns the rows of its members who are excused, by their places on the page */
export function excusedOn(page: string, places: readonly number[]): { member: string; choice: string }[] {
  const members = [...page.matchAll(/name="members\[\d+\]\[member\]" value="([^"]*)"/g)].map(
    ([, member = '']) => member,
  );
  return places.map((place) => {
    const member = members[place];
    if (member === undefined) throw new Error(`the page has no member ${place}, only ${members.length}`);
    return { member, choice: 'apology' };
  });
}
