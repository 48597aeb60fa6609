import type { ToCreateForm } from '../../shared/createFormProtocol';
import { isListOf, isRecord, isText } from '../../shared/shapes';

/** Checks the shape of a message: the sender is our own extension, which has made the fields of what it knows. */
export function toCreateForm(data: unknown): ToCreateForm | null {
  return isMessage(data) ? data : null;
}

/** @returns true where the parts that are drawn are of their types */
function isMessage(data: unknown): data is ToCreateForm {
  return (
    isRecord(data) &&
    data['type'] === 'createForm' &&
    [data['title'], data['whatHappens'], data['kept']].every(isText) &&
    typeof data['received'] === 'number' &&
    isListOf(data['sections'], isSection) &&
    isListOf(data['facts'], isRecord)
  );
}

function isSection(value: unknown): boolean {
  return (
    isRecord(value) && isText(value['title']) && isListOf(value['fields'], isField) && isTrial(value['trial'])
  );
}

function isTrial(value: unknown): boolean {
  return value === null || (isRecord(value) && isListOf(value['buttons'], isRecord));
}

function isField(value: unknown): boolean {
  return isRecord(value) && isText(value['id']) && isText(value['value']) && isRecord(value['control']);
}
