import type { Uri } from 'vscode';
import { type EncodingName, encodingOf } from '../../datasets/tokens/encodingOf';
import type { TokenSurvey } from '../../datasets/tokens/survey';
import type { App } from '../command';
import { versionOf } from './dataFile';

/** How far the counting of a file is, in bytes. */
export interface CountingProgress {
  readonly done: number;
  readonly size: number;
}

interface Counting {
  readonly survey: Promise<TokenSurvey>;
  /** Who looks at it. */
  onProgress: (progress: CountingProgress) => void;
}

/** What models are estimated by whose encoding is not known: as theirs, it is made for many languages. */
const usualEncoding: EncodingName = 'o200k_base';

/** The tokens of data files, each counted once as long as it stays the same. Its signal ends all of it. */
export class TokenCounts {
  private readonly countings = new Map<string, Counting>();

  constructor(
    private readonly app: App,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Counts the tokens of a file as the model’s encoding has them; of a model whose encoding is not known it is an
   * estimate. Rejects when the file cannot be read, and on abort.
   *
   * @param onProgress is called now and then, until somebody else looks
   */
  async of(file: Uri, model: string, onProgress: (progress: CountingProgress) => void): Promise<TokenSurvey> {
    const encoding = encodingOf(model);
    const counting = await this.counting(file, encoding ?? usualEncoding);
    counting.onProgress = onProgress;
    const survey = await counting.survey;
    return encoding === null ? { ...survey, tokens: { ...survey.tokens, isExact: false } } : survey;
  }

  private async counting(file: Uri, encoding: EncodingName): Promise<Counting> {
    const key = JSON.stringify([file.toString(), await versionOf(file), encoding]);
    const known = this.countings.get(key);
    if (known !== undefined) return known;
    const counting: Counting = {
      survey: this.count(file, encoding, (progress) => {
        counting.onProgress(progress);
      }),
      onProgress: () => undefined,
    };
    this.countings.set(key, counting);
    counting.survey.catch(() => this.countings.delete(key)); // the next one who looks has it counted again
    return counting;
  }

  private async count(
    file: Uri,
    encoding: EncodingName,
    onProgress: Counting['onProgress'],
  ): Promise<TokenSurvey> {
    const { app, signal } = this;
    const [{ surveyTokens }, source] = await Promise.all([
      import('../../datasets/tokens/survey'),
      app.host.openForUpload(file),
    ]);
    const { size } = source;
    const counter = await app.host.openTokenCounter(encoding, size);
    let said = 0;
    try {
      return await surveyTokens(source.read(), counter, {
        signal,
        onProgress: (done) => {
          if (done - said < size / 100) return;
          said = done;
          onProgress({ done, size });
        },
      });
    } finally {
      counter.dispose();
    }
  }
}
