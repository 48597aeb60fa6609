import { t } from '@vscode/l10n';
import { commands, type Uri, type WebviewPanel, workspace } from 'vscode';
import { isCancelled } from '../../api/http/errors';
import type { UploadSource } from '../../api/http/multipart';
import { overlapOf } from '../../datasets/survey/overlap';
import type { RowHashes } from '../../datasets/survey/part';
import type { FileSurvey } from '../../datasets/survey/survey';
import { surveyChunks, type SurveyOptions } from '../../datasets/survey/surveyChunks';
import { DisposableOwner } from '../../platform/disposables';
import type { ErrorReporter } from '../../platform/errorReporter';
import { toFailure } from '../../platform/failures';
import type { Host } from '../../platform/host';
import { language } from '../../platform/language';
import { openAt } from '../../platform/openAt';
import type {
  DataOverlap,
  DataReportState,
  DataReportStep,
  FromDataReport,
  ToDataReport,
} from '../../shared/dataReportProtocol';
import type { DataProblems } from '../dataProblems';
import { FileWatch } from '../fileWatch';
import { documentScheme } from '../names';
import { FromDataReportMessage } from './fromDataReport';

/** What pages that report on data files work with. */
export interface DataReportServices {
  readonly host: Host;
  readonly dataProblems: DataProblems;
  readonly errors: ErrorReporter;
}

export type Readable = Pick<UploadSource, 'size' | 'read'>;

/** Milliseconds between two reports of how far the reading is. */
const progressPause = 100;

/** A page that reports on a data file. The reading goes on while nobody looks, until the page is closed. */
export class DataReportPage extends DisposableOwner {
  private isReady = false;
  private state: DataReportState = { kind: 'reading', done: 0, size: null };
  private reading = new AbortController();
  private saidAt = 0;
  private other: Uri | null = null;

  constructor(
    private readonly panel: WebviewPanel,
    private readonly file: Uri,
    private readonly services: DataReportServices,
    /** Another way to its content than from this machine. */
    private readonly openElsewhere?: (signal: AbortSignal) => Promise<Readable> | Readable,
  ) {
    super();
    this.own(panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message)));
    this.own(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.isReady = false; // its script ends; when shown again it says `ready`
      }),
    );
    if (openElsewhere === undefined) this.own(new FileWatch(file, () => this.noteChange()));
    this.own({
      dispose: () => {
        this.isReady = false;
        this.reading.abort();
      },
    });
    panel.onDidDispose(() => this.dispose());
  }

  /** Reads the file, and another one that has no row of it if it is to judge what is trained. Never rejects. */
  async compare(other: Uri): Promise<void> {
    this.other = other;
    await this.check();
  }

  /** Reads the file, ends the reading under way, and lists its problems. Never rejects. */
  async check(): Promise<void> {
    this.reading.abort();
    if (this.isDisposed) return;
    const { signal } = (this.reading = new AbortController());
    this.show({ kind: 'reading', done: 0, size: null });
    try {
      const { survey, report, hashes } = await this.read(signal);
      const overlap = hashes === undefined ? null : await this.compareRows(hashes, signal);
      signal.throwIfAborted();
      this.services.dataProblems.show(this.file, report);
      this.show({ kind: 'read', survey, isOld: false, overlap });
    } catch (error) {
      if (this.reading.signal !== signal) return; // another one is under way
      if (isCancelled(error, signal)) this.show({ kind: 'cancelled' });
      else this.fail(error);
    }
  }

  private async read(signal: AbortSignal): Promise<FileSurvey> {
    const { size, survey } = await this.open(signal);
    return survey({ signal, onProgress: this.progressOf(size), withHashes: this.other !== null });
  }

  private async compareRows(rows: RowHashes, signal: AbortSignal): Promise<DataOverlap | null> {
    const { other } = this;
    if (other === null) return null;
    const { size } = await workspace.fs.stat(other);
    const onProgress = this.progressOf(size);
    const { hashes } = await this.services.host.survey(other, { signal, onProgress, withHashes: true });
    return hashes === undefined ? null : { with: nameOf(other), ...overlapOf(rows, hashes) };
  }

  private progressOf(size: number): (done: number) => void {
    return (done) => {
      if (Date.now() - this.saidAt < progressPause) return;
      this.saidAt = Date.now();
      this.show({ kind: 'reading', done, size });
    };
  }

  private async open(signal: AbortSignal) {
    if (this.openElsewhere === undefined) {
      const { size } = await workspace.fs.stat(this.file);
      return { size, survey: (options: SurveyOptions) => this.services.host.survey(this.file, options) };
    }
    const { size, read } = await this.openElsewhere(signal);
    return { size, survey: (options: SurveyOptions) => surveyChunks(read(), options) };
  }

  private fail(error: unknown): void {
    this.services.errors.record(t('Checking the file failed'), error);
    const { summary, advice } = toFailure(error);
    this.show({ kind: 'failed', reason: advice === null ? `${summary}.` : `${summary}. ${advice}` });
  }

  private noteChange(): void {
    if (this.state.kind === 'read' && !this.state.isOld) this.show({ ...this.state, isOld: true });
  }

  private show(state: DataReportState): void {
    this.state = state;
    if (this.isReady && this.panel.visible) void this.panel.webview.postMessage(this.message);
  }

  private get message(): ToDataReport {
    return {
      type: 'dataReport',
      name: nameOf(this.file),
      path: this.file.scheme === documentScheme ? '' : workspace.asRelativePath(this.file),
      state: this.state,
      steps: this.steps,
      locale: language,
    };
  }

  private get steps(): readonly DataReportStep[] {
    if (this.state.kind !== 'read') return [];
    const { brokenLines, warnings, examples } = this.state.survey;
    const isLocal = this.openElsewhere === undefined;
    return [
      ...(brokenLines + warnings > 0 ? ['problems' as const] : []),
      ...(isLocal && examples > 0 ? ['compare' as const, 'createJob' as const] : []),
    ];
  }

  /** Never rejects. */
  private async receive(raw: unknown): Promise<void> {
    const parsed = FromDataReportMessage.safeParse(raw);
    if (!parsed.success) {
      this.services.errors.record('A page sent something unknown', parsed.error);
      return;
    }
    try {
      await this.handle(parsed.data);
    } catch (error) {
      this.services.errors.show(t('The action failed'), error);
    }
  }

  private async handle(message: FromDataReport): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.show(this.state);
        return;
      case 'check':
        await this.check();
        return;
      case 'cancel':
        this.reading.abort();
        return;
      case 'open':
        await openAt(
          message.isOther === true ? (this.other ?? this.file) : this.file,
          message.line ?? undefined,
        );
        return;
      case 'step':
        await stepCommands[message.step](this.file);
    }
  }
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What a button does. */
const stepCommands: Readonly<Record<DataReportStep, (file: Uri) => Thenable<unknown>>> = {
  problems: () => commands.executeCommand('workbench.actions.view.problems'),
  compare: (file) => commands.executeCommand('fineTuning.compareTrainingFiles', file),
  createJob: (file) => commands.executeCommand('fineTuning.createJob', file),
};
