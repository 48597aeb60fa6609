import { t } from '@vscode/l10n';
import { Format } from '../../shared/format';
import { maxPromptLength } from '../../shared/tryLimits';
import type { FromTryPage, TryAnswer, TryModel, TryRequest } from '../../shared/tryProtocol';
import { waitingAnswer } from '../../shared/waitingAnswer';
import type { Announcer } from '../elements/announcer';
import { toMarkdown } from '../report/markdown';
import { triedBlocks } from '../report/triedBlocks';
import { memo } from '../state/memo';
import type { PageHost } from '../state/pageHost';
import { stateText } from './answerText';
import {
  chosenOf,
  enteredName,
  keptOf,
  maxTokensOf,
  type ShownRun,
  storedRun,
  temperatureOf,
  type TrySettings,
} from './trySettings';
import type { TryState } from './tryState';

/** What the page does. */
export class TryApp {
  private readonly formatFor = memo((locale: string) => new Format(locale));

  constructor(
    readonly state: TryState,
    private readonly host: PageHost<FromTryPage>,
    private readonly announcer: Announcer,
    readonly refresh: () => void,
  ) {}

  get format(): Format {
    return this.formatFor(this.state.facts?.locale ?? 'en');
  }

  get chosen(): readonly TryModel[] {
    return chosenOf(this.state.settings, this.state.facts?.models ?? []);
  }

  /** Why nothing can be sent now, in a sentence; null: it can. */
  get obstacle(): string | null {
    const { facts, settings } = this.state;
    if (facts === null) return t('Loading…');
    const mistakes = [...new Set(Object.values(this.mistakes))];
    if (mistakes.length > 0) return mistakes.join(' ');
    if (this.chosen.length === 0) return facts.problem ?? t('Choose a model.');
    return settings.prompt.trim() === '' ? t('Enter a prompt.') : null;
  }

  /** What is wrong with what was entered, in sentences. */
  get mistakes(): Partial<Record<'system' | 'prompt' | 'temperature' | 'maxTokens', string>> {
    const { settings } = this.state;
    const tooLong = t('A prompt has {0} characters at most.', this.format.count(maxPromptLength));
    const isTooLong = (text: string) => text.length > maxPromptLength;
    return {
      ...(isTooLong(settings.system) ? { system: tooLong } : {}),
      ...(isTooLong(settings.prompt) ? { prompt: tooLong } : {}),
      ...(temperatureOf(settings) === undefined
        ? { temperature: t('The temperature is a number from 0 to 2.') }
        : {}),
      ...(maxTokensOf(settings) === undefined
        ? { maxTokens: t('The maximum of tokens is a whole number from 1.') }
        : {}),
    };
  }

  readonly send = (message: FromTryPage) => this.host.send(message);

  /** Changes what was entered, and keeps it. */
  readonly set = (change: Partial<TrySettings>) => {
    this.state.settings = { ...this.state.settings, ...change };
    this.save();
    this.refresh();
  };

  save(): void {
    const { settings, run } = this.state;
    this.host.save({ settings, run: run === null ? null : storedRun(run) });
  }

  /** Prompts the chosen models; ends what is under way. */
  readonly ask = () => {
    if (this.obstacle !== null) return;
    const { settings } = this.state;
    const { system, earlier, prompt, expected } = settings;
    const request: TryRequest = {
      run: this.state.lastRun + 1,
      ...{ system, earlier, prompt },
      temperature: temperatureOf(settings) ?? null,
      maxTokens: maxTokensOf(settings) ?? null,
      models: this.chosen.map(({ name }) => ({ name, sentAs: enteredName(settings, name).trim() || name })),
    };
    const answers = request.models.map(() => waiting);
    this.state.run = { request, expected, at: Date.now() / 1000, answers };
    this.save();
    this.send({ type: 'ask', request, only: null });
    this.announce(t('Sent'));
    this.refresh();
  };

  /** Has one of the models answer again. */
  askAgain(run: ShownRun, at: number): void {
    this.state.run = { ...run, answers: run.answers.with(at, waiting) };
    this.send({ type: 'ask', request: run.request, only: at });
    this.refresh();
  }

  readonly stop = () => this.send({ type: 'stop', at: null });

  copy(text: string, what: string): void {
    this.send({ type: 'copy', text, what });
    this.announce(t('Copied {0}', what));
  }

  copyReport(run: ShownRun): void {
    const text = t('Try {0}', run.request.models.map(({ name }) => name).join(', '));
    const blocks = [
      { kind: 'heading' as const, level: 1 as const, text },
      ...triedBlocks(keptOf(run), this.format),
    ];
    this.copy(toMarkdown(blocks), t('report as Markdown'));
  }

  /** Has a screen reader say how answers ended, and not each piece of them. */
  announceEnds(ended: readonly number[]): void {
    const { run } = this.state;
    if (run === null || ended.length === 0) return;
    const texts = ended.flatMap((at) => {
      const answer = run.answers[at];
      const name = run.request.models[at]?.name ?? '';
      return answer === undefined ? [] : [`${name}: ${stateText(answer, this.format)}`];
    });
    this.announce(texts.join('. '));
    this.save();
  }

  private announce(text: string): void {
    this.announcer.say(text);
  }
}

const waiting: TryAnswer = { ...waitingAnswer, text: '' };
