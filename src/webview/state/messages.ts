import type { ToPage } from '../../shared/protocol';
import { isListOf, isNumber, isRecord, isText } from '../../shared/shapes';

/**
 * Checks that a message is one that the page understands. The sender is our own extension, which has parsed all
 * that a server said: it is the shape that is checked, so that a page and an extension of two versions, or another
 * frame's message, do no harm.
 */
export function toMessage(data: unknown): ToPage | null {
  return isMessage(data) ? data : null;
}

/** @returns true where the fields are of their types; what is inside of them was parsed by the extension */
function isMessage(data: unknown): data is ToPage {
  if (!isRecord(data)) return false;
  switch (data['type']) {
    case 'show':
      return (
        (data['view'] === 'job' || data['view'] === 'compare') &&
        isListOf(data['jobs'], isSnapshot) &&
        isNumber(data['now']) &&
        isText(data['locale'])
      );
    case 'events':
      return (
        isText(data['job']) &&
        ['reset', 'newer', 'older'].includes(String(data['mode'])) &&
        isListOf(data['events'], isEvent) &&
        typeof data['hasOlder'] === 'boolean'
      );
    case 'curves':
      return isText(data['job']) && typeof data['isReset'] === 'boolean' && isCurvesUpdate(data['update']);
    case 'raw':
      return (
        isText(data['job']) &&
        isText(data['part']) &&
        (data['text'] === null || isText(data['text'])) &&
        (data['beginning'] == null || isBeginning(data['beginning']))
      );
    case 'preview':
      return isText(data['job']) && isText(data['fileId']) && isPreview(data['preview']);
    case 'unavailable':
      return isText(data['title']) && isText(data['message']) && typeof data['canRetry'] === 'boolean';
    default:
      return false;
  }
}

function isBeginning(value: unknown): boolean {
  return isRecord(value) && isNumber(value['shown']) && (value['total'] === null || isNumber(value['total']));
}

function isSnapshot(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { job, connection } = value;
  return (
    isText(value['key']) &&
    isText(value['name']) &&
    isText(value['group']) &&
    isRecord(connection) &&
    isRecord(job) &&
    isText(job['id']) &&
    isText(job['status']) &&
    ['actions', 'checkpoints', 'timeline', 'files', 'tries', 'jsonParts', 'problems'].every((name) =>
      Array.isArray(value[name]),
    )
  );
}

function isEvent(value: unknown): boolean {
  return isRecord(value) && isText(value['message']) && isText(value['level']);
}

function isCurvesUpdate(value: unknown): boolean {
  return (
    isRecord(value) &&
    isListOf(value['names'], isText) &&
    isListOf(value['changes'], (change) => isRecord(change) && isText(change['name']) && isPoints(change)) &&
    (value['clock'] === null || isPoints(value['clock'])) &&
    isRecord(value['analysis'])
  );
}

function isPoints(value: unknown): boolean {
  return (
    isRecord(value) &&
    isNumber(value['keep']) &&
    value['steps'] instanceof Float64Array &&
    value['values'] instanceof Float64Array
  );
}

function isPreview(value: unknown): boolean {
  if (value === null || value === 'gone' || value === 'archive') return true;
  return (
    isRecord(value) &&
    isListOf(value['rows'], isText) &&
    isNumber(value['count']) &&
    isNumber(value['bytesRead'])
  );
}
