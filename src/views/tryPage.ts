import { t } from '@vscode/l10n';
import { commands, env, type WebviewPanel } from 'vscode';
import type { Clock } from '../api/clock';
import { isCancelled } from '../api/http/errors';
import { jobKey } from '../jobs/jobKey';
import type { KeptTries } from '../jobs/keptTries';
import type { JobSource } from '../jobs/source';
import type { Sources } from '../jobs/sources';
import { DisposableOwner } from '../platform/disposables';
import type { ErrorReporter } from '../platform/errorReporter';
import { toFailure } from '../platform/failures';
import { language } from '../platform/language';
import { setPageTitle } from '../platform/places';
import { showDone } from '../platform/show';
import { hasEnded } from '../shared/statuses';
import type { FromTryPage, ToTryPage, TryRequest, TryTarget } from '../shared/tryProtocol';
import { waitingAnswer } from '../shared/waitingAnswer';
import { FromTryPageMessage } from './fromTryPage';
import type { JobNode } from './jobNodes';
import { receiveFromPage } from './receiveFromPage';
import { pickExample } from './tryExamples';
import { type TriedJob, tryFacts } from './tryFacts';
import { TryRun } from './tryRun';

/** What pages that try models out work with. */
export interface TryServices {
  readonly sources: Sources;
  readonly clock: Clock;
  readonly errors: ErrorReporter;
  readonly keptTries: KeptTries;
  /** The row of a job, for commands that are about it. */
  jobNode(source: JobSource, jobId: string): JobNode;
  /** Makes open pages of the job report what was kept. */
  refreshJob(job: string): void;
}

/**
 * A page that prompts models. It fetches what it is about while somebody looks; answers that were requested are
 * read to their end also when nobody does, and are sent when the page is shown again.
 */
export class TryPage extends DisposableOwner {
  private isReady = false;
  private run: TryRun | null = null;
  private tried: TriedJob | null = null;
  private problem: string | null = null;
  private source: JobSource | undefined;
  private fetching = new AbortController();

  constructor(
    private readonly panel: WebviewPanel,
    private readonly target: TryTarget,
    private readonly services: TryServices,
  ) {
    super();
    this.source = services.sources.find(target.source);
    this.own(panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message)));
    this.own(panel.onDidChangeViewState(() => this.followVisibility()));
    this.own(services.sources.onDidChange(() => this.connect()));
    this.own({
      dispose: () => {
        this.isReady = false; // a panel that is gone must not be asked whether it is visible
        this.fetching.abort();
        this.run?.stop();
      },
    });
    panel.onDidDispose(() => this.dispose());
  }

  /** The connection may have gone, or come back with another address. */
  private connect(): void {
    const source = this.services.sources.find(this.target.source);
    if (source === this.source) return;
    this.source = source;
    this.fetching.abort();
    this.run?.stop();
    this.run = null;
    this.tried = null;
    this.problem = null;
    if (this.isReady) void this.update();
  }

  private followVisibility(): void {
    if (this.panel.visible) return;
    this.isReady = false; // its script ends; when shown again it says `ready`
    this.fetching.abort();
  }

  private send(message: ToTryPage): void {
    if (this.isReady && this.panel.visible) void this.panel.webview.postMessage(message);
  }

  private sendFacts(): void {
    const { source, target } = this;
    if (source === undefined) {
      this.send({
        type: 'tryFacts',
        title: t('Try Model'),
        connection: '',
        job: null,
        models: [],
        note: null,
        isByDeployment: false,
        examples: null,
        problem: t('This connection is not there'),
        locale: language,
      });
      return;
    }
    const facts = tryFacts(source, target, this.tried, this.problem);
    setPageTitle(this.panel, facts.title);
    this.send(facts);
  }

  /** Sends what is known, then what may have changed. Never rejects. */
  private async update(): Promise<void> {
    this.sendFacts();
    const { source, target } = this;
    if (source === undefined || target.job === null) return;
    if (this.tried !== null && hasEnded(this.tried.job.status)) return;
    this.fetching.abort();
    this.fetching = new AbortController();
    const { signal } = this.fetching;
    try {
      const [job, checkpoints] = await Promise.all([
        source.retrieve(target.job, signal),
        source.models.checkpoints(target.job, signal),
      ]);
      this.tried = { job, checkpoints };
      this.problem = null;
    } catch (error) {
      if (isCancelled(error, signal) || signal.aborted) return;
      this.services.errors.record(`Fetching ${target.job} of ${source.name} failed`, error);
      this.problem = toFailure(error).summary;
    }
    if (this.source === source) this.sendFacts();
  }

  /** Never rejects. */
  private receive(raw: unknown): Promise<void> {
    return receiveFromPage(raw, {
      schema: FromTryPageMessage,
      errors: this.services.errors,
      handle: (message) => this.handle(message),
    });
  }

  private async handle(message: FromTryPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        void this.update();
        this.sendRun();
        return;
      case 'ask':
        this.ask(message);
        return;
      case 'stop':
        this.run?.stop(message.at);
        return;
      case 'example':
        await this.chooseExample();
        return;
      case 'keep':
        await this.keep(message.kept);
        return;
      case 'openJob':
        await this.openJob();
        return;
      case 'copy':
        await env.clipboard.writeText(message.text);
        showDone(t('Copied {0}', message.what));
    }
  }

  /** One request at a time: the next one ends what is under way. */
  private ask({ request, only }: Extract<FromTryPage, { type: 'ask' }>): void {
    const { source, services } = this;
    if (source?.capabilities.chat !== true) {
      this.refuse(request, only, source?.capabilities.chat ?? t('This connection is not there'));
      return;
    }
    if (only !== null && this.run?.options.request.run === request.run) {
      this.run.repeat(only);
      return;
    }
    this.run?.stop();
    this.run = new TryRun({
      request,
      only,
      chat: source.chat,
      clock: services.clock,
      report: (at, more, state) => this.send({ type: 'tryAnswer', run: request.run, at, more, state }),
      record: (attempt, error) => services.errors.record(attempt, error),
    });
    this.sendRun();
  }

  /** The page is not left waiting for answers that cannot come. */
  private refuse({ models, run }: TryRequest, only: number | null, summary: string): void {
    const failure = { summary, advice: null, requestId: null };
    const state = { ...waitingAnswer, state: 'failed', endAfter: 0, failure } as const;
    for (const at of only === null ? models.keys() : [only])
      this.send({ type: 'tryAnswer', run, at, more: '', state });
  }

  private sendRun(): void {
    const { run } = this;
    if (run === null) return;
    this.send({ type: 'tryRun', run: run.options.request.run, answers: run.answers });
  }

  private async chooseExample(): Promise<void> {
    if (this.source === undefined || this.tried === null) return;
    const example = await pickExample(this.source, this.tried.job);
    if (example !== undefined) this.send({ type: 'tryExample', example });
  }

  private async keep(kept: Extract<FromTryPage, { type: 'keep' }>['kept']): Promise<void> {
    const { source, target, services } = this;
    if (source === undefined || target.job === null) return;
    const job = jobKey(source, target.job);
    await services.keptTries.keep(job, kept);
    services.refreshJob(job);
    showDone(t('Kept for the report of the job'));
  }

  private async openJob(): Promise<void> {
    const { source, target } = this;
    if (source === undefined || target.job === null) return;
    await commands.executeCommand('fineTuning.openJob', this.services.jobNode(source, target.job));
  }
}
