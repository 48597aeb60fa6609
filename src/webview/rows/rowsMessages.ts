import type { ShownRow, ToRowsPage } from '../../shared/rowsProtocol';
import { isListOf, isNumber, isRecord, isText } from '../../shared/shapes';

/** Checks the shape of a message: the sender is our own extension, which has read all that a file says. */
export function toRowsMessage(data: unknown): ToRowsPage | null {
  return isMessage(data) ? data : null;
}

/** @returns true where the fields are of their types; what is inside of a row was made by the extension */
function isMessage(data: unknown): data is ToRowsPage {
  if (!isRecord(data)) return false;
  switch (data['type']) {
    case 'file':
      return (
        [data['version'], data['rows'], data['bytesRead']].every(isNumber) &&
        [data['name'], data['locale']].every(isText)
      );
    case 'rows':
      return isNumber(data['version']) && isListOf(data['rows'], isRow);
    case 'whole':
      return isNumber(data['version']) && isRow(data['row']);
    case 'found':
      return isNumber(data['search']) && isNumber(data['searched']) && isListOf(data['lines'], isNumber);
    case 'goTo':
      return isNumber(data['line']);
    default:
      return false;
  }
}

function isRow(value: unknown): value is ShownRow {
  return (
    isRecord(value) &&
    isNumber(value['line']) &&
    isRecord(value['content']) &&
    isText(value['content']['kind']) &&
    Array.isArray(value['problems'])
  );
}
