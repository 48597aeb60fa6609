import { t } from '@vscode/l10n';
import { commands, type Uri, type WebviewPanel, workspace } from 'vscode';
import { isCancelled } from '../../api/http/errors';
import type { UploadSource } from '../../api/http/multipart';
import { type FileSurvey } from '../../datasets/survey/survey';
import { surveyChunks, type SurveyOptions } from '../../datasets/survey/surveyChunks';
import { DisposableOwner } from '../../platform/disposables';
import type { ErrorReporter } from '../../platform/errorReporter';
import { toFailure } from '../../platform/failures';
import type { Host } from '../../platform/host';
import { language } from '../../platform/language';
import { openAt } from '../../platform/openAt';
import type {
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

  /** Reads the file, ends the reading under way, and lists its problems. Never rejects. */
  async check(): Promise<void> {
    this.reading.abort();
    if (this.isDisposed) return;
    const { signal } = (this.reading = new AbortController());
    this.show({ kind: 'reading', done: 0, size: null });
    try {
      const { survey, report } = await this.read(signal);
      if (signal.aborted) return;
      this.services.dataProblems.show(this.file, report);
      this.show({ kind: 'read', survey, isOld: false });
    } catch (error) {
      if (this.reading.signal !== signal) return; // another one is under way
      if (isCancelled(error, signal)) this.show({ kind: 'cancelled' });
      else this.fail(error);
    }
  }

  private async read(signal: AbortSignal): Promise<FileSurvey> {
    const { size, survey } = await this.open(signal);
    const onProgress = (done: number) => {
      if (Date.now() - this.saidAt < progressPause) return;
      this.saidAt = Date.now();
      this.show({ kind: 'reading', done, size });
    };
    return survey({ signal, onProgress });
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
    const { path } = this.file;
    return {
      type: 'dataReport',
      name: path.slice(path.lastIndexOf('/') + 1),
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
      ...(isLocal && examples > 0 ? ['createJob' as const] : []),
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
        await openAt(this.file, message.line ?? undefined);
        return;
      case 'step':
        await stepCommands[message.step](this.file);
    }
  }
}

/** What a button does. */
const stepCommands: Readonly<Record<DataReportStep, (file: Uri) => Thenable<unknown>>> = {
  problems: () => commands.executeCommand('workbench.actions.view.problems'),
  createJob: (file) => commands.executeCommand('fineTuning.createJob', file),
};
