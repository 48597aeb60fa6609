import { type Example, exampleOf, type ExampleTurn } from '../example';
import type { FormatId, Row } from '../formats/format';

/** What a row holds, as far as its text is counted. */
export interface RowFacts {
  /** In the order in which they speak. */
  readonly turns: readonly ExampleTurn[];
  /** UTF-16 code units of all of them, and of those that a model learns to say. */
  readonly characters: number;
  readonly trained: number;
}

/** What a row in which nothing is wrong holds. */
export function factsOf(row: Row, format: FormatId): RowFacts {
  const turns = turnsOf(exampleOf(row, format));
  let [characters, trained] = [0, 0];
  for (const { text, isTrained } of turns) {
    characters += text.length;
    if (isTrained) trained += text.length;
  }
  return { turns, characters, trained };
}

function turnsOf(example: Example): readonly ExampleTurn[] {
  switch (example.kind) {
    case 'chat':
      return example.turns;
    case 'preference':
      return [...example.input.map((turn) => ({ ...turn, isTrained: false })), ...example.preferred];
    case 'completion':
      return [
        ...(example.prompt === '' ? [] : [{ role: 'prompt', text: example.prompt, isTrained: false }]),
        ...(example.completion === ''
          ? []
          : [{ role: 'completion', text: example.completion, isTrained: true }]),
      ];
  }
}
