import { t } from '@vscode/l10n';
import { commands, Disposable, window } from 'vscode';
import type { Clock } from '../api/clock';
import { isCancelled } from '../api/http/errors';
import type { EndingMemory } from '../jobs/endingMemory';
import { jobKey } from '../jobs/jobKey';
import type { JobSource } from '../jobs/source';
import type { Sources } from '../jobs/sources';
import type { JobEnding } from '../jobs/store';
import { jobName } from '../jobs/summary';
import { DisposableOwner, Swap } from '../platform/disposables';
import { editorFormat } from '../platform/editorFormat';
import { readFlag } from '../platform/settings';
import { showError, showInformation } from '../platform/show';
import { groupOf } from '../shared/statuses';
import type { JobNode } from './jobNodes';

/** Milliseconds that a window without focus leaves to the one with it. */
const politeness = 4_000;

/**
 * Reports once that a job has ended: in the focused window if there is one, and only of jobs that were seen active,
 * now or before the window was last closed.
 */
export class Notifier extends DisposableOwner {
  private readonly subscriptions = this.own(new Swap());
  private readonly end = new AbortController();

  constructor(
    private readonly sources: Sources,
    private readonly memory: EndingMemory,
    private readonly clock: Clock,
    private readonly nodeOf: (source: JobSource, id: string) => JobNode,
    /** Something went wrong in the background. */
    private readonly record: (attempt: string, error: unknown) => void,
  ) {
    super();
    this.own(
      sources.onDidChange(() => {
        this.follow();
      }),
    );
    this.own({
      dispose: () => {
        this.end.abort();
      },
    });
    this.follow();
  }

  private follow(): void {
    this.subscriptions.set(
      Disposable.from(...this.sources.shown.flatMap((source) => this.subscribe(source))),
    );
  }

  private subscribe(source: JobSource): { dispose(): void }[] {
    return [
      source.store.onDidEnd((ending) => {
        this.inBackground('Reporting that a job has ended failed', this.consider(source, ending));
      }),
      source.onDidRefresh(() => {
        const active = source.store.active().map((job) => jobKey(source, job.id));
        const remembering = this.memory.rememberActive(source.id, active);
        this.inBackground('Remembering the active jobs failed', remembering);
      }),
    ];
  }

  private inBackground(attempt: string, work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!isCancelled(error, this.end.signal)) this.record(attempt, error);
    });
  }

  private async consider(source: JobSource, ending: JobEnding): Promise<void> {
    const key = jobKey(source, ending.job.id);
    if (!this.memory.wasActive(key, ending)) return;
    if (!window.state.focused) await this.clock.sleep(politeness, this.end.signal);
    if (await this.memory.claim(key)) await this.report(source, ending.job.id);
  }

  private async report(source: JobSource, id: string): Promise<void> {
    const job = source.store.get(id);
    if (job === undefined) return;
    const name = jobName(job, editorFormat);
    const node = this.nodeOf(source, id);
    const details = t('Show details');
    const results = t('Open results');
    const copyModel = t('Copy model name');
    const took = job.finishedAt === null ? null : editorFormat.duration(job.finishedAt - job.createdAt);
    let chosen: string | undefined;
    switch (groupOf(job.status)) {
      case 'succeeded': {
        if (!readFlag('notifications.succeeded')) return;
        const buttons = [
          details,
          ...(job.hasResultFile ? [results] : []),
          ...(job.fineTunedModel === null ? [] : [copyModel]),
        ];
        chosen = await showInformation(
          took === null ? t('{0} succeeded.', name) : t('{0} succeeded after {1}.', name, took),
          ...buttons,
        );
        break;
      }
      case 'failed': {
        if (!readFlag('notifications.failed')) return;
        const failed = took === null ? t('{0} failed.', name) : t('{0} failed after {1}.', name, took);
        chosen = await showError([failed, job.errorMessage ?? ''].join(' ').trimEnd(), details);
        break;
      }
      default: {
        const isNews = !this.memory.wasCancelledHere(jobKey(source, id));
        if (!isNews || !readFlag('notifications.failed')) return;
        chosen = await showInformation(
          took === null ? t('{0} was cancelled.', name) : t('{0} was cancelled after {1}.', name, took),
          details,
        );
      }
    }
    if (chosen === details) await commands.executeCommand('fineTuning.openJob', node);
    if (chosen === results) await commands.executeCommand('fineTuning.openResultFile', node);
    if (chosen === copyModel) await commands.executeCommand('fineTuning.copyModelName', node);
  }
}
