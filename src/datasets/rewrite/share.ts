/**
 * How many of the rows are meant: `15 %` of them, or `200`. At least one, and one is left. Null for what is no share.
 *
 * @param rows of the file: at least 2
 */
export function rowsOfShare(text: string, rows: number): number | null {
  const [, digits = '', sign] = /^(\d{1,12}(?:[.,]\d{1,6})?)\s*(%?)$/.exec(text.trim()) ?? [];
  const number = Number(digits.replace(',', '.'));
  if (digits === '' || number === 0) return null;
  if (sign === '%') return number < 100 ? within(Math.round((rows * number) / 100), rows) : null;
  return Number.isInteger(number) && number < rows ? number : null;
}

function within(count: number, rows: number): number {
  return Math.min(Math.max(count, 1), rows - 1);
}
