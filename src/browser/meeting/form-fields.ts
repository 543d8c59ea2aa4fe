/** The fields of a form as plain values: read, filled in again, and compared with what the server set. */

/** Name and value, as they would be sent. */
export type Fields = [name: string, value: string][];
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isControl = (element: Element): element is Control =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
const isTicked = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio');
/** Hidden fields are the page's own, and no person fills them in. */
const controlsOf = (form: HTMLFormElement): Control[] =>
  [...form.elements].filter(
    (element) => isControl(element) && element.type !== 'hidden' && element.name !== '',
  ) as Control[];

/** What people have filled in. */
export const fieldsOf = (form: HTMLFormElement): Fields =>
  controlsOf(form)
    .filter((control) => !isTicked(control) || control.checked)
    .map((control) => [control.name, control.value]);

/** Fills a form in as it once was. A field that it did not have then stays as it is. */
export function fillIn(form: HTMLFormElement, fields: Fields): void {
  const ticked = new Set(fields.map((field) => JSON.stringify(field)));
  const values = new Map(fields);
  for (const control of controlsOf(form)) {
    if (isTicked(control)) control.checked = ticked.has(JSON.stringify([control.name, control.value]));
    else control.value = values.get(control.name) ?? control.value;
  }
}

/** The option that the server chose; without one a browser chooses the first. */
const defaultIndex = ({ options }: HTMLSelectElement): number =>
  Math.max(
    0,
    [...options].findIndex(({ defaultSelected }) => defaultSelected),
  );

function isUntouched(control: Control): boolean {
  if (control instanceof HTMLSelectElement) return control.selectedIndex === defaultIndex(control);
  return isTicked(control) ? control.checked === control.defaultChecked : control.value === control.defaultValue;
}

/** Whether somebody has filled in anything that the server has not. */
export const isFilledIn = (form: HTMLFormElement): boolean => !controlsOf(form).every(isUntouched);

/** Its name says which field it is; of boxes to tick, the value says which of them. */
const keyOf = (control: Control): string => `${control.name} ${isTicked(control) ? control.value : ''}`;

/** What nobody has touched in a form follows what the server says now; what somebody has, stays. */
export function followUntouched(form: HTMLFormElement, fresh: HTMLFormElement): void {
  const now = new Map(controlsOf(fresh).map((control) => [keyOf(control), control]));
  for (const control of controlsOf(form)) {
    const other = now.get(keyOf(control));
    if (other && isUntouched(control)) setDefault(control, other);
  }
}

function setDefault(control: Control, other: Control): void {
  if (control instanceof HTMLSelectElement) {
    for (const option of control.options) option.defaultSelected = option.value === other.value;
    control.value = other.value;
  } else if (isTicked(control) && isTicked(other)) {
    control.defaultChecked = other.checked;
    control.checked = other.checked;
  } else if (!(other instanceof HTMLSelectElement)) {
    control.defaultValue = other.value;
    control.value = other.value;
  }
}

/** The value of one of the page's own fields. */
export const hiddenIn = (form: HTMLFormElement, name: string): string =>
  form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`)?.value ?? '';

export function setHidden(form: HTMLFormElement, name: string, value: string): void {
  const field = form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`);
  if (field) field.value = value;
}
