import type { ToDataReport } from '../../shared/dataReportProtocol';
import { isListOf, isRecord, isText } from '../../shared/shapes';

/** Checks the shape of a message: the sender is our own extension, which has counted all that a file holds. */
export function toDataReport(data: unknown): ToDataReport | null {
  return isMessage(data) ? data : null;
}

/** @returns true where the fields are of their types; what is inside of them was counted by the extension */
function isMessage(data: unknown): data is ToDataReport {
  return (
    isRecord(data) &&
    data['type'] === 'dataReport' &&
    [data['name'], data['path'], data['locale']].every(isText) &&
    isListOf(data['steps'], isText) &&
    isListOf(data['limits'], isRecord) &&
    isRecord(data['state']) &&
    isText(data['state']['kind'])
  );
}
