/** Files that are dragged onto the page or pasted into it. */

const hasFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
  transfer?.types.includes('Files') ?? false;

/** A folder comes as a file that cannot be read; it is left out. */
const filesIn = (transfer: DataTransfer): File[] =>
  [...transfer.items].flatMap((item) => {
    if (item.kind !== 'file' || item.webkitGetAsEntry?.()?.isDirectory) return [];
    return item.getAsFile() ?? [];
  });

/** Files can be pasted without a mouse: whoever hears the page learns that with the field. Without a script they cannot. */
function describeField(box: HTMLElement): void {
  const field = box.querySelector('input[type="file"]');
  const words = box.querySelector('.drop-words');
  if (field && words) field.setAttribute('aria-describedby', `${field.getAttribute('aria-describedby')} ${words.id}`);
}

/**
 * @param box shows that a file may be let go of; it may be let go of anywhere on the page
 * @param take gets the files, and the element that they were let go of over
 */
export function dropFiles(box: HTMLElement, take: (files: File[], over: Element | null) => void): void {
  describeField(box);
  let depth = 0;
  const show = () => box.classList.toggle('is-dropping', depth > 0);
  document.addEventListener('dragenter', (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    depth++;
    show();
  });
  document.addEventListener('dragleave', (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    depth = Math.max(0, depth - 1);
    show();
  });
  document.addEventListener('dragover', (event) => {
    if (!hasFiles(event.dataTransfer)) return;
    // Otherwise the browser would leave the page for the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  document.addEventListener(
    'drop',
    (event) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.stopPropagation();
      depth = 0;
      show();
      take(filesIn(event.dataTransfer), event.target instanceof Element ? event.target : null);
    },
    { capture: true },
  );
  document.addEventListener(
    'paste',
    (event) => {
      const pasted = event.clipboardData;
      // Word puts a picture of the text beside the text.
      if (!hasFiles(pasted) || pasted.types.some((type) => type.startsWith('text/'))) return;
      event.preventDefault();
      event.stopPropagation();
      take(filesIn(pasted), null);
    },
    { capture: true },
  );
}
