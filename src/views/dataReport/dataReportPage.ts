import { t } from '@vscode/l10n';
import { commands, type Uri, type WebviewPanel, workspace } from 'vscode';
import { limitsOf } from '../../api/dialects/dataLimits';
import { isCancelled } from '../../api/http/errors';
import type { UploadSource } from '../../api/http/multipart';
import { limitFindings } from '../../datasets/limitFindings';
import { overlapOf } from '../../datasets/survey/overlap';
import type { RowHashes } from '../../datasets/survey/part';
import type { FileSurvey } from '../../datasets/survey/survey';
import { surveyChunks, type SurveyOptions } from '../../datasets/survey/surveyChunks';
import type { TokenSurvey } from '../../datasets/tokens/survey';
import type { Sources } from '../../jobs/sources';
import { DisposableOwner } from '../../platform/disposables';
import { editorFormat } from '../../platform/editorFormat';
import type { ErrorReporter } from '../../platform/errorReporter';
import { toFailure } from '../../platform/failures';
import type { Host } from '../../platform/host';
import { language } from '../../platform/language';
import { openAt } from '../../platform/openAt';
import type {
  ConnectionLimits,
  DataOverlap,
  DataReportState,
  DataReportStep,
  DataTokens,
  FromDataReport,
  ToDataReport,
} from '../../shared/dataReportProtocol';
import type { DataProblems } from '../dataProblems';
import { FileWatch } from '../fileWatch';
import { documentScheme } from '../names';
import type { OpenData } from '../openData';
import { receiveFromPage } from '../receiveFromPage';
import { countTokens } from './dataTokens';
import { FromDataReportMessage } from './fromDataReport';

/** What pages that report on data files work with. */
export interface DataReportServices {
  readonly host: Host;
  readonly dataProblems: DataProblems;
  readonly errors: ErrorReporter;
  /** For which method a file is meant, where a person said so. */
  readonly openData: Pick<OpenData, 'chosenMethod'>;
  /** Whose providers may limit what a file holds. */
  readonly sources: Pick<Sources, 'shown'>;
}

export type Readable = Pick<UploadSource, 'size' | 'read'>;

/** Milliseconds between two reports of how far the reading is. */
const progressPause = 100;
/** Bytes of a file whose tokens are counted without being requested: that takes some seconds. */
const maxBytesUnasked = 50_000_000;

/** A page that reports on a data file. The reading goes on while nobody looks, until the page is closed. */
export class DataReportPage extends DisposableOwner {
  private isReady = false;
  private state: DataReportState = { kind: 'reading', done: 0, size: null };
  private reading = new AbortController();
  private other: Uri | null = null;
  private rowsByTokens: TokenSurvey['lengths'] | null = null;

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
    this.rowsByTokens = null;
    this.show({ kind: 'reading', done: 0, size: null });
    try {
      const { survey, report, hashes } = await this.read(signal);
      const overlap = hashes === undefined ? null : await this.compareRows(hashes, signal);
      signal.throwIfAborted();
      this.services.dataProblems.show(this.file, report);
      this.show({ kind: 'read', survey, isOld: false, overlap, tokens: null });
      if (this.isLocal && survey.size <= maxBytesUnasked) await this.countTokens();
    } catch (error) {
      if (this.reading.signal !== signal) return; // another one is under way
      if (isCancelled(error, signal)) this.show({ kind: 'cancelled' });
      else this.fail(error);
    }
  }

  private async read(signal: AbortSignal): Promise<FileSurvey> {
    const { size, survey } = await this.open(signal);
    const method = this.services.openData.chosenMethod(this.file);
    const how = { signal, onProgress: this.progressOf(size), withHashes: this.other !== null };
    return survey(method === undefined ? how : { ...how, method });
  }

  /** Fails with a message; what else is known of the file stays. */
  private async countTokens(): Promise<void> {
    const { signal } = this.reading;
    const show = (tokens: DataTokens | null) => {
      if (this.state.kind === 'read' && !signal.aborted) this.show({ ...this.state, tokens });
    };
    const say = paced((share: number) => {
      show({ kind: 'counting', share });
    });
    try {
      say(0);
      const { lengths, counted } = await countTokens(this.file, this.services.host, signal, say);
      if (!signal.aborted) this.rowsByTokens = lengths;
      show(counted);
    } catch (error) {
      if (isCancelled(error, signal)) return;
      this.services.errors.record(t('Counting the tokens failed'), error);
      show(null);
    }
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
    return paced((done) => {
      this.show({ kind: 'reading', done, size });
    });
  }

  /** Not a provider's copy, which is neither changed nor made a job of. */
  private get isLocal(): boolean {
    return this.openElsewhere === undefined;
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
      limits: this.limits,
      locale: language,
    };
  }

  private get limits(): readonly ConnectionLimits[] {
    if (this.state.kind !== 'read') return [];
    const { examples, size, method } = this.state.survey;
    const { rowsByTokens } = this;
    const file = { use: 'training', examples, bytes: size, rowsByTokens, method, model: null } as const;
    return this.services.sources.shown.flatMap(({ name, creation }) => {
      const findings = limitFindings(file, limitsOf(creation.options), editorFormat);
      return findings.length === 0 ? [] : [{ connection: name, findings }];
    });
  }

  private get steps(): readonly DataReportStep[] {
    if (this.state.kind !== 'read') return [];
    const { survey, tokens } = this.state;
    const { brokenLines, warnings, examples, same, similar } = survey;
    const here = this.isLocal;
    const steps: readonly (readonly [DataReportStep, boolean])[] = [
      ['problems', brokenLines + warnings > 0],
      ['tokens', here && examples > 0 && tokens === null],
      ['preview', here && examples > 0],
      ['removeBroken', here && brokenLines > 0 && examples > 0],
      ['removeRepeated', here && same.count + similar.count > 0],
      ['compare', here && examples > 0],
      ['split', here && examples > 1],
      ['createJob', here && examples > 0],
    ];
    return steps.flatMap(([step, applies]) => (applies ? [step] : []));
  }

  /** Never rejects. */
  private receive(raw: unknown): Promise<void> {
    return receiveFromPage(raw, {
      schema: FromDataReportMessage,
      errors: this.services.errors,
      handle: (message) => this.handle(message),
    });
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
        if (message.step === 'tokens') await this.countTokens();
        else await stepCommands[message.step](this.file);
    }
  }
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The same, not more often than people can read. */
function paced<T>(say: (value: T) => void): (value: T) => void {
  let saidAt = 0;
  return (value) => {
    if (Date.now() - saidAt < progressPause) return;
    saidAt = Date.now();
    say(value);
  };
}

/** What a button does. */
const stepCommands: Readonly<Record<Exclude<DataReportStep, 'tokens'>, (file: Uri) => Thenable<unknown>>> = {
  problems: () => commands.executeCommand('workbench.actions.view.problems'),
  preview: (file) => commands.executeCommand('fineTuning.previewTrainingFile', file),
  removeBroken: (file) => commands.executeCommand('fineTuning.removeBrokenRows', file),
  removeRepeated: (file) => commands.executeCommand('fineTuning.removeRepeatedRows', file),
  compare: (file) => commands.executeCommand('fineTuning.compareTrainingFiles', file),
  split: (file) => commands.executeCommand('fineTuning.splitTrainingFile', file),
  createJob: (file) => commands.executeCommand('fineTuning.createJobFromFile', file),
};
