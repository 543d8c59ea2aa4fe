/**
 * pdf.js gives the tags of a file as roles to screen readers. A list whose entries are not tagged as such, or stand on another page, is
 * read as an empty one: its words are read without it.
 */
const isList = (element: Element): boolean =>
  [...element.children].every((child) => ['listitem', null].includes(child.getAttribute('role'))) &&
  element.querySelector('[role="listitem"]') !== null;

function readWithout(list: Element): void {
  list.removeAttribute('role');
  for (const child of list.children) if (child.getAttribute('role') === 'listitem') child.removeAttribute('role');
}

export function mendLists(pages: HTMLElement): void {
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const added of addedNodes) {
        if (!(added instanceof Element) || !added.matches('.structTree, .structTree *')) continue;
        for (const list of added.querySelectorAll('[role="list"]')) if (!isList(list)) readWithout(list);
      }
  }).observe(pages, { childList: true, subtree: true });
}
