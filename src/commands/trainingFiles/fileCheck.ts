import { t } from '@vscode/l10n';
import { type Uri, workspace } from 'vscode';
import type { MethodType } from '../../api/dialects/dialect';
import { isGone } from '../../api/http/isGone';
import type { MeasuredFile } from '../../datasets/limitFindings';
import { minValidationExamples } from '../../datasets/limits';
import { datasetProblem, type DatasetReport } from '../../datasets/report';
import type { JobSource } from '../../jobs/source';
import { type RunWork, withProgress } from '../../platform/cancellation';
import { askModal, showInformation } from '../../platform/show';
import type { App } from '../command';
import { ApprovedFiles } from './approvedFiles';
import { askToSave } from './askToSave';
import { checkFile, showProblems } from './checkFile';
import { type DataFile, isUploadedFromHere, toDataFile, versionOf } from './dataFile';

interface CheckedFiles {
  readonly trainingFile: DataFile | null;
  readonly validationFile: DataFile | null;
  readonly method: MethodType;
}

/** What was found in a file, at a glance. */
export interface FileSummary {
  readonly text: string;
  readonly isProblem: boolean;
  /** That it is uploaded already; left out: it is not. */
  readonly standing?: string;
  /** What limits of providers are compared with; left out where nobody looked into it. */
  readonly measured?: Pick<MeasuredFile, 'examples' | 'bytes'>;
}

/** The checks of the files that a draft names: each file is read once, as soon as it was chosen. */
export class FileCheck {
  private readonly reports = new Map<string, Promise<DatasetReport | undefined>>();
  /** What {@link isFit} has let pass. */
  readonly approved = new ApprovedFiles();

  constructor(
    private readonly app: App,
    /** Shows the reading of a file. */
    private readonly run: RunWork = withProgress,
  ) {}

  /** What was found in the files, at a glance: the problems are listed once the file is to be uploaded. Never rejects. */
  async summaries({ trainingFile, validationFile, method }: CheckedFiles, source: JobSource) {
    const [training, validation] = await Promise.all([
      this.summary(trainingFile, method, source),
      this.summary(validationFile, method, source),
    ]);
    return { training, validation };
  }

  /**
   * Whether to go on: the file is good, or the person wants it uploaded all the same.
   *
   * @param method null: the one that its first line says
   * @param minExamples of the provider
   */
  async isFit(
    file: DataFile | null,
    method: MethodType | null,
    source: JobSource,
    minExamples: number,
  ): Promise<boolean> {
    if (file?.kind !== 'local') return true;
    if (!(await askToSave(file.uri, t('What is on disk is uploaded.')))) return false;
    const version = await versionOf(file.uri);
    const report = await this.report(file.uri, method, source);
    if (report === undefined) return false;
    this.app.dataProblems.show(file.uri, report);
    const problem = mismatch(report, method) ?? datasetProblem(report, { minExamples });
    const decision = problem === null ? 'upload' : await this.ask(file.name, file.uri, report, problem);
    if (decision === 'again') return this.isFit(file, method, source, minExamples);
    if (decision === 'upload') this.approved.approve(file.uri.toString(), version);
    return decision === 'upload';
  }

  /**
   * The file to create a job with: the one of this machine where the provider no longer has what was uploaded of it, such as
   * what another form has deleted. Undefined: the person does not want to go on.
   */
  async asItIsThere(file: DataFile, source: JobSource): Promise<DataFile | undefined> {
    if (file.kind !== 'uploaded' || !canLookUp(file, source)) return file;
    const { id, name, from } = file;
    const found = await this.run(t('Fetching {0}', name), (signal) => isStored(id, source, signal));
    if (found !== false) return found === true ? file : undefined;
    if (from !== undefined && isUploadedFromHere(file) && (await isOnDisk(from.uri)))
      return toDataFile(from.uri);
    const anyway = t('Create Anyway');
    const chosen = await askModal({
      question: t('The provider no longer has {0}', name),
      detail: t('The job would probably fail. Choose the file on this machine, or another one.'),
      buttons: [anyway],
      wayOut: t('Do Not Create'),
    });
    return chosen === anyway ? file : undefined;
  }

  private async ask(name: string, uri: Uri, report: DatasetReport, problem: string) {
    const show = t('Show Problems');
    const anyway = t('Upload Anyway');
    const chosen = await askModal({
      question: t('Upload {0} as it is?', name),
      detail: t('{0}.\n\nThe provider will probably refuse it.', problem),
      buttons: report.brokenLines > 0 ? [show, anyway] : [anyway],
      wayOut: t('Do Not Upload'),
    });
    if (chosen !== show) return chosen === anyway ? 'upload' : 'leave';
    await showProblems(this.app, uri, report);
    const again = t('Check Again');
    const next = await showInformation(t('Fix and save {0}, then have it checked again.', name), again);
    return next === again ? 'again' : 'leave';
  }

  private async summary(
    file: DataFile | null,
    method: MethodType,
    source: JobSource,
  ): Promise<FileSummary | null> {
    if (file?.kind === 'uploaded') return this.summaryOfUploaded(file, method, source);
    if (file === null) return null;
    try {
      const report = await this.report(file.uri, method, source);
      if (report === undefined) return null;
      // How many examples the provider wants is one of its limits, which are said beside.
      const problem =
        mismatch(report, method) ?? datasetProblem(report, { minExamples: minValidationExamples });
      if (problem !== null) return { text: problem, isProblem: true };
      const { size } = await workspace.fs.stat(file.uri);
      const text = report.examples === 1 ? t('1 example') : t('{0} examples', report.examples);
      return { text, isProblem: false, measured: { examples: report.examples, bytes: size } };
    } catch {
      return null; // it is reported when the file is needed
    }
  }

  /** A job is cloned with files that may be gone since. What is in one is known where it is on this machine too. */
  private async summaryOfUploaded(
    file: UploadedFile,
    method: MethodType,
    source: JobSource,
  ): Promise<FileSummary | null> {
    const stored = canLookUp(file, source) ? await standingOf(file, source) : null;
    if (file.from === undefined || stored?.isProblem === true) return stored;
    const local = await this.summary(toDataFile(file.from.uri), method, source);
    return local === null || stored === null ? (local ?? stored) : { ...local, standing: stored.text };
  }

  /**
   * Undefined where the person cancelled the reading: then it is read again the next time, as after a change of the
   * file.
   */
  private async report(
    uri: Uri,
    method: MethodType | null,
    { creation }: JobSource,
  ): Promise<DatasetReport | undefined> {
    const only = creation.options.dataRules;
    const key = JSON.stringify([uri.toString(), await versionOf(uri), method, only]);
    const known = this.reports.get(key);
    if (known !== undefined) return known;
    const report = checkFile(this.app, uri, { method, only }, this.run);
    this.reports.set(key, report);
    const forget = () => this.reports.delete(key);
    report.then((done) => done ?? forget(), forget);
    return report;
  }
}

async function standingOf({ id }: UploadedFile, source: JobSource): Promise<FileSummary> {
  const isThere = await isStored(id, source, new AbortController().signal);
  return isThere
    ? { text: t('already uploaded'), isProblem: false }
    : { text: t('the provider no longer has it'), isProblem: true };
}

type UploadedFile = Extract<DataFile, { kind: 'uploaded' }>;

function isOnDisk(uri: Uri): Promise<boolean> {
  return versionOf(uri).then(
    () => true,
    () => false,
  );
}

/** What was typed may be anywhere. */
function canLookUp({ isTyped }: UploadedFile, { capabilities }: JobSource): boolean {
  return capabilities.files === true && isTyped !== true;
}

/** Where that cannot be found out, it is reported when the file is needed. Rejects on abort alone. */
async function isStored(id: string, { files }: JobSource, signal: AbortSignal): Promise<boolean> {
  try {
    await files.retrieve(id, signal);
    return true;
  } catch (error) {
    signal.throwIfAborted();
    return !isGone(error);
  }
}

/** A file for another method is refused by every provider. */
function mismatch(report: DatasetReport, method: MethodType | null): string | null {
  if (report.format === null || method === null) return null;
  const isPreference = /preference/i.test(report.format);
  if (isPreference === (method === 'dpo')) return null;
  return isPreference
    ? t('It holds preferences, for the method dpo, but the method of the job is {0}', method)
    : t('It holds no preferences, which the method dpo learns from');
}
