import fc from 'fast-check';
import { type DialectId, dialectIds } from '../../../src/api/connection';
import { type Answering, answering, plainly } from './answers';
import { hostileContents } from './contents';
import { type CursorHabit, cursorHabits } from './cursors';
import { type ItemPlan, itemPlan } from './items';
import type { Raw } from './raw';
import { hostileValues } from './spices';
import { type Step, steps } from './steps';

/** Everything that a server does in one sequence, and everything that a person does meanwhile. */
export interface Scenario {
  readonly dialect: DialectId;
  /** The items of every list. */
  readonly items: readonly ItemPlan[];
  readonly habit: CursorHabit;
  /** What stands where a flag, total or cursor belongs. */
  readonly oddity: Raw;
  /** How requests are answered, in their order; then from the first again. */
  readonly answers: readonly Answering[];
  readonly content: Raw;
  readonly steps: readonly Step[];
}

export function scenarios(dialects: readonly DialectId[] = dialectIds): fc.Arbitrary<Scenario> {
  return fc.record({
    dialect: fc.constantFrom(...dialects),
    items: fc.array(itemPlan, { minLength: 1, maxLength: 9 }),
    habit: fc.constantFrom(...cursorHabits),
    oddity: hostileValues,
    answers: fc.oneof(
      fc.constant([plainly]),
      fc.array(answering, { minLength: 1, maxLength: 8 }).map((each) => [plainly, ...each]),
      fc.array(answering, { minLength: 1, maxLength: 8 }),
    ),
    content: hostileContents,
    steps,
  });
}
