import { isListOf, isNumber, isRecord, isText } from '../../shared/shapes';
import type { AnswerState, ToTryPage, TryAnswer } from '../../shared/tryProtocol';

/** Checks the shape of a message: the sender is our own extension, which has parsed all that a server said. */
export function toTryMessage(data: unknown): ToTryPage | null {
  return isMessage(data) ? data : null;
}

/** @returns true where the fields are of their types; what is inside of them was parsed by the extension */
function isMessage(data: unknown): data is ToTryPage {
  if (!isRecord(data)) return false;
  switch (data['type']) {
    case 'tryFacts':
      return (
        isText(data['title']) &&
        isText(data['connection']) &&
        isText(data['locale']) &&
        isListOf(data['models'], (model) => isRecord(model) && isText(model['name']) && isText(model['role']))
      );
    case 'tryRun':
      return (
        isNumber(data['run']) && isListOf(data['answers'], (answer) => answer === null || isAnswer(answer))
      );
    case 'tryAnswer':
      return isNumber(data['run']) && isNumber(data['at']) && isText(data['more']) && isState(data['state']);
    case 'tryExample':
      return isRecord(data['example']) && isText(data['example']['prompt']);
    default:
      return false;
  }
}

const states = ['waiting', 'streaming', 'done', 'stopped', 'failed'];

export function isAnswer(value: unknown): value is TryAnswer {
  return isRecord(value) && isText(value['text']) && isState(value);
}

function isState(value: unknown): value is AnswerState {
  if (!isRecord(value) || !states.includes(String(value['state']))) return false;
  const numbers = [value['firstAfter'], value['endAfter'], value['tokens']];
  return numbers.every((each) => each === null || isNumber(each));
}
