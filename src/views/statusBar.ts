import { t } from '@vscode/l10n';
import { Disposable, workspace } from 'vscode';
import type { Clock } from '../api/clock';
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
  /** What the item says, as JSON. */
  private shown = 'null';

  constructor(
    private readonly sources: Sources,
    private readonly clock: Clock,
  ) {
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
      Disposable.from(
        // Also a look that brought nothing new: the time left is less than before.
        ...this.sources.shown.flatMap(({ store, onDidRefresh }) => [
          store.onDidChange(update),
          onDidRefresh(update),
        ]),
      ),
    );
    update();
  }

  private update(): void {
    const active = this.sources.shown.flatMap(({ store }) =>
      store.active().map((job) => ({ job, progress: store.progressOf(job.id) })),
    );
    const text = readFlag('statusBar.enabled')
      ? statusBarText(active, this.clock.now() / 1000, editorFormat)
      : null;
    // Every look comes by here: VS Code hears only of what changed, else a tooltip in sight would be drawn again.
    const shown = JSON.stringify(text);
    if (shown === this.shown) return;
    this.shown = shown;
    if (text === null) this.item.hide();
    else showStatus(this.item, text);
  }
}
