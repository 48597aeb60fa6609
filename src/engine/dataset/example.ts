import { isUtf8 } from 'node:buffer';

import { ExampleError, readExample } from '../../datasets/example';
import { renderCompletion, renderTurns } from './render';

/** The training methods whose files the engine reads. */
export type Method = 'supervised' | 'dpo';

/**
 * The text of one line of a training file. Supervised: chat `messages`, or `prompt` and `completion`. Preference
 * files (`dpo`): `input` and `preferred_output`, the answer that the engine learns. Throws an `ExampleError`.
 */
export function exampleText(line: Buffer, method: Method): string {
  if (!isUtf8(line)) throw new ExampleError('it is not valid UTF-8');
  const example = readExample(line.toString('utf8'), method);
  switch (example.kind) {
    case 'chat':
      return renderTurns(example.turns);
    case 'completion':
      return renderCompletion(example.prompt, example.completion);
    case 'preference':
      return renderTurns([...example.input, ...example.preferred]);
  }
}
