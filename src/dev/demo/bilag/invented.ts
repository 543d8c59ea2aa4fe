/** What each of the demo's bilag says of itself: nothing in it is true of anybody. */
export const INVENTED = 'Opdigtet til demoen';
