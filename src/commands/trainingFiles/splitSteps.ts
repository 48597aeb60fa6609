import { t } from '@vscode/l10n';
import { countText } from '../../api/countText';
import { rowsOfShare } from '../../datasets/rewrite/share';
import { editorFormat } from '../../platform/editorFormat';
import { ask, type Choice, choose, type Refusal, runSteps, type StepFrame } from '../../platform/steps';

/** What is known of the file that is to be split. */
export interface SplitFacts {
  readonly name: string;
  /** At least 2. */
  readonly rows: number;
  /** Rows that are like an earlier one; null: not known. */
  readonly repeats: number | null;
}

/** How a person wants a file split. */
export interface SplitWish {
  /** Rows. */
  validation: number;
  seed: number;
  /** Whether rows that are alike stay on one side. */
  keepsTogether: boolean;
}

const shares = [0.05, 0.1, 0.2, 0.3];
const usualShare = 0.1;
const usualSeed = 42;
const maxSeed = 2 ** 32 - 1;

/** Asks for share and seed, and what becomes of rows that are alike where there are any. Undefined: the person left. */
export async function askSplit(facts: SplitFacts): Promise<SplitWish | undefined> {
  const wish: SplitWish = { validation: 0, seed: usualSeed, keepsTogether: true };
  const steps = [askShare, askSeed, ...((facts.repeats ?? 0) > 0 ? [askRepeats] : [])];
  const outcome = await runSteps(
    steps.map((step, index) => (canGoBack: boolean) => {
      const title = t('Split {0}', facts.name);
      return step(facts, wish, { title, step: index + 1, totalSteps: steps.length, canGoBack });
    }),
  );
  return outcome === 'next' ? wish : undefined;
}

async function askShare(facts: SplitFacts, wish: SplitWish, frame: StepFrame) {
  const usual = rowsAt(usualShare, facts);
  const answer = await choose<number>({
    ...frame,
    placeholder: t('Rows for validation: choose a share, or type one (15 %), or a number'),
    choices: shares.map((share) => shareChoice(editorFormat.percent(share), rowsAt(share, facts), facts)),
    typed: (text) => typedShare(text, facts),
    active: wish.validation === 0 ? usual : wish.validation,
  });
  if (answer.kind !== 'value') return answer.kind;
  wish.validation = answer.value;
  return 'next';
}

function rowsAt(share: number, { rows }: SplitFacts): number {
  return rowsOfShare(`${String(share * 100)}%`, rows) ?? 1;
}

function shareChoice(label: string, validation: number, { rows }: SplitFacts): Choice<number> {
  const counts = [countText(rows - validation), countText(validation)] as const;
  return {
    label,
    description: t({
      message: '{0} for training, {1} for validation',
      args: [...counts],
      comment: 'Numbers of rows',
    }),
    value: validation,
  };
}

function typedShare(text: string, facts: SplitFacts): Choice<number> | Refusal {
  const validation = rowsOfShare(text, facts.rows);
  if (validation !== null) return shareChoice(text, validation, facts);
  return {
    label: text,
    description: t('type a share below 100 %, or fewer rows than {0}', countText(facts.rows)),
  };
}

async function askSeed(_: SplitFacts, wish: SplitWish, frame: StepFrame) {
  const answer = await ask({
    ...frame,
    prompt: t('Seed: a number. The same one draws the same rows again.'),
    value: String(wish.seed),
    problemWith: (text) =>
      /^\d{1,10}$/.test(text) && Number(text) <= maxSeed
        ? null
        : t('A whole number from 0 to {0}', countText(maxSeed)),
  });
  if (answer.kind !== 'value') return answer.kind;
  wish.seed = Number(answer.value);
  return 'next';
}

async function askRepeats({ repeats }: SplitFacts, wish: SplitWish, frame: StepFrame) {
  const answer = await choose<boolean>({
    ...frame,
    placeholder:
      repeats === 1
        ? t('1 row is like an earlier one')
        : t('{0} rows are like an earlier one', countText(repeats ?? 0)),
    choices: [
      {
        label: t('Keep rows that are alike together'),
        detail: t('No row is trained on that also validates. The number of rows may be off by a few.'),
        value: true,
      },
      {
        label: t('Draw each row by itself'),
        detail: t('Exactly as many rows. A row may be on both sides: validation then looks too good.'),
        value: false,
      },
    ],
    active: wish.keepsTogether,
  });
  if (answer.kind !== 'value') return answer.kind;
  wish.keepsTogether = answer.value;
  return 'next';
}
