import { t } from '@vscode/l10n';
import { commands, type LogOutputChannel } from 'vscode';
import { InvalidResponseError, isCancelled } from '../api/http/errors';
import { describeError, toFailure } from './failures';
import { inert, inertLines, maxLength } from './inertText';
import { showError } from './show';

/** The one place where errors are shown to people. */
export class ErrorReporter {
  constructor(private readonly log: LogOutputChannel) {}

  /**
   * Reports what was attempted, what happened and what to do, and offers the log. Cancelling is silent.
   * Returns without waiting for the person.
   */
  show(attempt: string, error: unknown): void {
    if (isCancelled(error) || (error instanceof Error && error.name === 'Canceled')) return;
    this.record(attempt, error);
    const failure = toFailure(error);
    const openLog = t('Show Log');
    const setKey = t('Set API Key');
    const buttons = failure.kind === 'unauthorized' ? [setKey, openLog] : [openLog];
    void showError(describeError(attempt, failure), ...buttons).then((chosen) => {
      if (chosen === openLog) this.log.show();
      if (chosen === setKey) void commands.executeCommand('fineTuning.setApiKey');
    });
  }

  /** To the log alone: for what goes on in the background. */
  record(attempt: string, error: unknown): void {
    const failure = toFailure(error);
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const excerpt = error instanceof InvalidResponseError && error.excerpt !== '' ? [error.excerpt] : [];
    // A server's text must not look like a line of its own.
    this.log.error(
      inert(describeError(attempt, failure), maxLength.message),
      ...excerpt.map((each) => inert(each, maxLength.message)),
      inertLines(stack),
    );
  }
}
