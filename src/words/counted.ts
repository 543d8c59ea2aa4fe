/** "1 bilag", "3 punkter". @param one the word for one of them, @param many for any other number */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
