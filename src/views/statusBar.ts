import { t } from '@vscode/l10n';
import { Disposable, workspace } from 'vscode';
import type { Sources } from '../jobs/sources';
import { DisposableOwner, Swap } from '../platform/disposables';
import { editorFormat } from '../platform/editorFormat';
import { createStatusItem, showStatus } from '../platform/places';
import { readFlag } from '../platform/settings';
import { statusBarText } from './statusBarText';

/** One item that says what runs; hidden when nothing does. */
export class StatusBar extends DisposableOwner {
  private readonly item = this.own(
    createStatusItem('fineTuning.status', t('Fine-Tuning Jobs'), 'fineTuning.jobs.focus'),
  );
  private readonly subscriptions = this.own(new Swap());

  constructor(private readonly sources: Sources) {
    super();
    this.own(
      sources.onDidChange(() => {
        this.follow();
      }),
    );
    this.own(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('fineTuning.statusBar')) this.update();
      }),
    );
    this.follow();
  }

  private follow(): void {
    const update = () => {
      this.update();
    };
    this.subscriptions.set(
      Disposable.from(...this.sources.shown.map(({ store }) => store.onDidChange(update))),
    );
    update();
  }

  private update(): void {
    const active = this.sources.shown.flatMap(({ store }) =>
      store.active().map((job) => ({ job, progress: store.progressOf(job.id) })),
    );
    const text = statusBarText(active, editorFormat);
    if (text === null || !readFlag('statusBar.enabled')) {
      this.item.hide();
      return;
    }
    showStatus(this.item, text);
  }
}
