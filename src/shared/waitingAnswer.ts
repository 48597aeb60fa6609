import type { AnswerState } from './tryProtocol';

/** How each answer begins, on both sides. */
export const waitingAnswer: AnswerState = {
  state: 'waiting',
  firstAfter: null,
  endAfter: null,
  tokens: null,
  finishReason: null,
  failure: null,
};
