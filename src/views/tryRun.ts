import { t } from '@vscode/l10n';
import type { ChatRequest } from '../api/chatApi';
import type { Clock } from '../api/clock';
import { isCancelled } from '../api/http/errors';
import type { SourceChat } from '../jobs/source';
import { toFailure } from '../platform/failures';
import { maxAnswerLength } from '../shared/tryLimits';
import type { AnswerState, TryAnswer, TryFailure, TryRequest } from '../shared/tryProtocol';
import { waitingAnswer } from '../shared/waitingAnswer';

/** Milliseconds between two messages about one answer: as smooth as people read, however small the pieces are. */
const pause = 50;

export interface RunOptions {
  readonly request: TryRequest;
  /** The one model that is to answer; null: all. */
  readonly only: number | null;
  readonly chat: SourceChat;
  readonly clock: Clock;
  /** An answer has more, or another state. */
  readonly report: (at: number, more: string, state: AnswerState) => void;
  readonly record: (attempt: string, error: unknown) => void;
}

/** One prompt for several models, and what they answer. */
export class TryRun {
  private readonly columns: Column[];

  constructor(readonly options: RunOptions) {
    this.columns = options.request.models.map((_, at) => new Column(options, at));
    for (const [at, column] of this.columns.entries())
      if (options.only === null || options.only === at) column.begin();
  }

  /** Null: this one was not requested here. */
  get answers(): readonly (TryAnswer | null)[] {
    return this.columns.map((column) => column.answer);
  }

  /** Has one of the models answer again. */
  repeat(at: number): void {
    this.columns[at]?.begin();
  }

  /** @param at null: all */
  stop(at: number | null = null): void {
    for (const [index, column] of this.columns.entries()) if (at === null || at === index) column.stop();
  }
}

/** The answer of one model. */
class Column {
  private text = '';
  private state = waitingAnswer;
  private hasBegun = false;
  /** What of the text was not reported yet. */
  private more = '';
  private endPause: (() => void) | null = null;
  private work = new AbortController();
  private startedAt = 0;

  constructor(
    private readonly options: RunOptions,
    private readonly at: number,
  ) {}

  /** Null: not requested. */
  get answer(): TryAnswer | null {
    return this.hasBegun ? { ...this.state, text: this.text } : null;
  }

  /** Ends the answer under way, and forgets it. */
  begin(): void {
    this.work.abort();
    this.work = new AbortController();
    this.hasBegun = true;
    this.text = '';
    this.startedAt = this.options.clock.monotonic();
    this.change(waitingAnswer);
    void this.read(this.work.signal);
  }

  stop(): void {
    if (!this.hasBegun || this.state.endAfter !== null) return;
    this.work.abort();
    this.change({ ...this.state, state: 'stopped', endAfter: this.elapsed() });
  }

  /** Never rejects. */
  private async read(signal: AbortSignal): Promise<void> {
    try {
      for await (const part of this.options.chat.stream(this.request(), signal)) {
        if (signal.aborted) return;
        if (part.kind === 'text') this.add(part.text);
        else this.finish(part.finishReason, part.usage?.completionTokens ?? null);
      }
    } catch (error) {
      if (!signal.aborted && !isCancelled(error, signal)) this.fail(error);
    }
  }

  private request(): ChatRequest {
    const { models, system, earlier, prompt, temperature, maxTokens } = this.options.request;
    return {
      model: models[this.at]?.sentAs ?? '',
      messages: [
        ...(system.trim() === '' ? [] : [{ role: 'system', content: system }]),
        ...earlier,
        { role: 'user', content: prompt },
      ],
      temperature,
      maxTokens,
    };
  }

  private add(piece: string): void {
    const more = piece.slice(0, maxAnswerLength - this.text.length);
    this.text += more;
    this.more += more;
    this.state = { ...this.state, state: 'streaming', firstAfter: this.state.firstAfter ?? this.elapsed() };
    if (more.length === piece.length) this.endPause ??= this.reportLater();
    else {
      this.work.abort();
      this.fail(
        new Error(t('The answer is longer than {0} characters: the rest is not read', maxAnswerLength)),
      );
    }
  }

  private finish(finishReason: string | null, tokens: number | null): void {
    this.change({ ...this.state, state: 'done', endAfter: this.elapsed(), tokens, finishReason });
  }

  private fail(error: unknown): void {
    const failure = failureOf(error);
    this.change({ ...this.state, state: 'failed', endAfter: this.elapsed(), failure });
    this.options.record(`Prompting ${this.request().model} failed`, error);
  }

  private elapsed(): number {
    return this.options.clock.monotonic() - this.startedAt;
  }

  private reportLater(): () => void {
    return this.options.clock.schedule(pause, () => {
      this.change(this.state);
    });
  }

  private change(state: AnswerState): void {
    this.endPause?.();
    this.endPause = null;
    const { more } = this;
    this.more = '';
    this.state = state;
    this.options.report(this.at, more, state);
  }
}

/** A model that is not there may also be one that waits to be deployed. */
function failureOf(error: unknown): TryFailure {
  const { advice, kind, requestId, summary } = toFailure(error);
  if (kind !== 'missing') return { summary, advice, requestId };
  const check = t('Check that the model still exists, is deployed, and that this key may use it.');
  return { summary, advice: check, requestId };
}
