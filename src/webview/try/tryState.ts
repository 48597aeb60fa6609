import { isRecord } from '../../shared/shapes';
import type { ToTryPage, TryAnswer } from '../../shared/tryProtocol';
import { type ShownRun, toRun, toSettings, type TrySettings } from './trySettings';

type Facts = Extract<ToTryPage, { type: 'tryFacts' }>;

/** All that the page knows: what the extension has sent, and what was entered. */
export class TryState {
  facts: Facts | null = null;
  settings: TrySettings;
  run: ShownRun | null;

  /** @param stored what the page kept of itself; anything, since an older version may have written it */
  constructor(stored: unknown) {
    const { settings, run } = isRecord(stored) ? stored : {};
    this.settings = toSettings(settings);
    this.run = toRun(run);
  }

  get isAnswering(): boolean {
    return this.run?.answers.some(({ endAfter }) => endAfter === null) ?? false;
  }

  /** The greatest number of a request so far. */
  get lastRun(): number {
    return this.run?.request.run ?? 0;
  }

  /** @returns the places of the answers that have just ended */
  apply(message: ToTryPage): readonly number[] {
    switch (message.type) {
      case 'tryFacts':
        this.facts = message;
        return [];
      case 'tryExample':
        this.settings = { ...this.settings, ...message.example, isSystemOpen: message.example.system !== '' };
        return [];
      case 'tryRun':
        return this.answer(
          message.run,
          message.answers.flatMap((answer, at) => answer ?? this.run?.answers[at] ?? []),
        );
      case 'tryAnswer':
        return this.addTo(message);
    }
  }

  private addTo({ run, at, more, state }: Extract<ToTryPage, { type: 'tryAnswer' }>): readonly number[] {
    const answers = this.run?.answers ?? [];
    const answer = answers[at];
    if (answer === undefined) return [];
    const before = state.state === 'waiting' ? '' : answer.text; // one that begins again has nothing yet
    return this.answer(run, answers.with(at, { ...state, text: before + more }));
  }

  private answer(run: number, answers: readonly TryAnswer[]): readonly number[] {
    const shown = this.run;
    if (shown?.request.run !== run || answers.length !== shown.answers.length) return [];
    this.run = { ...shown, answers };
    return answers.flatMap(({ endAfter }, at) =>
      endAfter !== null && shown.answers[at]?.endAfter === null ? [at] : [],
    );
  }
}
