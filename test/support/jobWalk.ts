import assert from 'node:assert/strict';
import type { Connection, DialectId } from '../../src/api/connection';
import type { CapabilityName } from '../../src/api/dialects/dialect';
import { decodeResultStream } from '../../src/api/resultFile';
import { isObject } from '../../src/api/wire/values';
import { leadCreation } from '../../src/commands/createJob/creation';
import {
  emptyDraft,
  type JobDraft,
  missingSetting,
  problemWithSuffix,
  toRequest,
} from '../../src/commands/createJob/draft';
import { jobProgress } from '../../src/jobs/progress';
import { intervals } from '../../src/jobs/provider/pollInterval';
import type { ProviderSource } from '../../src/jobs/provider/providerSource';
import type { KnownJob } from '../../src/jobs/summary';
import { findSeries } from '../../src/metrics/series';
import { type ActionId, actionsOf, isOffered } from '../../src/shared/actions';
import { Format } from '../../src/shared/format';
import { groupOf, hasEnded, type JobGroup } from '../../src/shared/statuses';
import { jobRow } from '../../src/views/jobRow';
import { loadedDialect } from './dialects';
import { until } from './eventually';
import { FollowedJob } from './followedJob';
import { resultCsv } from './providers/openai';
import { type Provider, type ProviderServer, startProvider } from './providers/router';
import { textOf } from './providers/use';
import { testClient } from './testClient';
import { TestClock } from './testClock';
import { testSource } from './testSource';

type Fields = Record<string, unknown>;
/** Of a curve: values by step. */
type Points = Readonly<Record<number, number>>;

/** What a person wants on the way, and the capability that says why not where a provider has it not. */
const wishes = {
  create: 'create',
  curve: 'metrics',
  results: 'resultFiles',
  weights: 'weights',
  cancel: 'cancel',
} as const satisfies Record<string, CapabilityName>;
type Wish = keyof typeof wishes;

/** What differs on the way. A job's fields are on the provider's own wire, whose source is named in its dialect. */
export interface Way {
  /** What the provider cannot do. */
  readonly cannot: readonly Wish[];
  /** What its training data is called where it lists none. */
  readonly data?: string;
  /** What a person has to choose beside model, file and suffix. */
  readonly chosen?: Partial<JobDraft>;
  /** A new job where none is created here: as it is when somebody has started it elsewhere. */
  readonly startedElsewhere?: (number: number) => Fields;
  /** Where a job is when it has just been created. */
  readonly begins: JobGroup;
  /** What becomes of its fields by itself: it trains, and succeeds. */
  readonly trains: Fields;
  readonly succeeds: Fields;
  /** How much of the run its row says is done meanwhile; left out: it does not say. */
  readonly share?: number | undefined;
  /** What its page draws of the training loss meanwhile, and in the end. */
  readonly losses: { readonly trains: Points; readonly succeeds: Points };
  /** What the model is called in the end; null: only elsewhere. */
  readonly model: string | null;
  /** What its weights hold, or each file of them, as Latin-1. */
  readonly weights?: string;
  /** Its status when it has just been cancelled, and what becomes of its fields where that is not its end. */
  readonly cancelled: string;
  readonly endsCancelled?: Fields;
}

/** At which server a way is walked. */
export interface Walked {
  readonly dialect: DialectId;
  readonly way: Way;
  readonly server: () => Provider;
  readonly connection?: Partial<Omit<Connection, 'baseUrl'>>;
}

/** Polls that may pass until something happens. */
const maxPolls = 50;
/** As many as the form asks for. */
const filesOffered = 100;
const format = new Format('en');

/** A person with the jobs of one connection, from the form of a new one to its weights: through all layers below VS Code. */
export class JobWalk {
  /** What the provider has said that it cannot do. */
  readonly refused = new Set<Wish>();
  private readonly clock = new TestClock();
  private readonly connection: Connection;
  private readonly source: ProviderSource;
  private readonly watching: { dispose(): void };
  /** In the order in which a notice would tell of them. */
  private readonly endings: KnownJob[] = [];
  private readonly signal = new AbortController().signal;
  private page: FollowedJob | null = null;

  static async begin(walked: Walked): Promise<JobWalk> {
    const provider = walked.server();
    const walk = new JobWalk(walked, provider, await startProvider(provider));
    await walk.polled();
    return walk;
  }

  private constructor(
    private readonly walked: Walked,
    private readonly provider: Provider,
    private readonly server: ProviderServer,
  ) {
    const { dialect, connection: more } = walked;
    const connection = { name: 'Test', baseUrl: server.baseUrl, ...more, dialect };
    this.connection = connection;
    const client = testClient(server.baseUrl, { connection });
    this.source = testSource(connection, () => Promise.resolve(client), this.clock);
    // What had ended before it was seen is no news.
    this.source.store.onDidEnd(({ job, previousStatus }) => {
      if (previousStatus !== null) this.endings.push(job);
    });
    this.watching = this.source.watch();
  }

  async stop(): Promise<void> {
    this.page?.close();
    this.watching.dispose();
    this.source.dispose();
    await this.server.close();
  }

  /** As the form creates it; or, where it says that it cannot, somebody else does. Returns its id. */
  async create(number: number): Promise<string> {
    const { way } = this.walked;
    const created = this.can('create') ? await this.createHere(number) : await this.findCreated(number);
    const job = this.source.store.get(created);
    assert.equal(groupOf(job?.status ?? ''), way.begins, job?.status);
    return created;
  }

  private async createHere(number: number): Promise<string> {
    const { creation, store } = this.source;
    const request = this.request(await this.baseModel(), await this.trainingFile(), number);
    const creating = await creation.begin(request);
    const job = await leadCreation({
      send: () => creating.send(this.signal),
      lookUp: () => creating.lookUp(this.signal),
      decide: ({ kind, error }) => assert.fail(`${kind}: ${String(error)}`),
      reportCreated: () => assert.fail('nobody has cancelled'),
      mayExist: () => creating.mayExist,
    });
    assert.ok(typeof job === 'object');
    const { model, trainingFiles, validationFiles, method, hyperparameters } = job;
    const files = [...trainingFiles, ...validationFiles].map(({ id }) => id);
    const epochs = method?.hyperparameters['n_epochs'] ?? hyperparameters['n_epochs'];
    assert.deepEqual([model, files, epochs], [request.model, [request.trainingFile], 2]);
    store.apply([job]);
    this.source.expectChange();
    return job.id;
  }

  private async findCreated(number: number): Promise<string> {
    const creating = await this.source.creation.begin(this.request('base', 'acme/faq', number));
    await this.isRefused('create', 'clone', () => creating.send(this.signal));
    const fields = this.walked.way.startedElsewhere?.(number) ?? assert.fail('nobody starts a job elsewhere');
    this.provider.jobs.unshift(fields);
    const before = new Set(this.source.store.all().map(({ id }) => id));
    const isNew = ({ id }: KnownJob) => !before.has(id);
    await this.until(() => this.source.store.all().some(isNew));
    return this.source.store.all().find(isNew)?.id ?? '';
  }

  /** The first that the form offers; typed where it offers none. */
  private async baseModel(): Promise<string> {
    const { capabilities, creation } = this.source;
    if (capabilities.models !== true) return 'base';
    const [first] = (await creation.listModels(this.signal)).names;
    return first ?? assert.fail('there is no model');
  }

  /** The newest that the form offers; typed where it offers none. */
  private async trainingFile(): Promise<string> {
    const { capabilities, files } = this.source;
    const { data } = this.walked.way;
    assert.equal(data === undefined, capabilities.files === true);
    return (
      data ?? (await files.listUploaded(filesOffered, this.signal))[0]?.id ?? assert.fail('there is no file')
    );
  }

  /** What the form makes of what a person has chosen, once it says nothing against it. */
  private request(model: string, trainingFile: string, number: number) {
    const { options } = this.source.creation;
    const chosen = {
      model,
      suffix: `faq-${String(number)}`,
      hyperparameters: { n_epochs: '2' },
      ...this.walked.way.chosen,
    };
    const draft = { ...emptyDraft(options.methods[0]), ...chosen };
    if (options.maxSuffixLength > 0) assert.equal(problemWithSuffix(draft.suffix, options), null);
    assert.equal(missingSetting(draft, options), null);
    return toRequest(draft, options, trainingFile, null);
  }

  /** Its page is opened; it begins to train, which the row and the page show without anybody's doing. */
  async watch(id: string): Promise<void> {
    const { trains, losses } = this.walked.way;
    const page = (this.page = await FollowedJob.open(this.source, id));
    await page.settled;
    this.becomes(id, trains);
    await this.until(() => this.groupInRow(id) === 'running' || this.hasSucceeded(id));
    await this.until(() => sameKeys(this.drawn, losses.trains));
    assert.deepEqual(this.drawn, losses.trains);
    assert.deepEqual(page.errors, []);
    assert.equal(this.shareInRow(id), this.walked.way.share ?? null);
    assert.equal(this.offers(id).has('tryModel'), false);
    const { lacks } = this.snapshot;
    if (lacks.metrics === null) return;
    assert.deepEqual([lacks.metrics, this.drawn], [this.source.capabilities.metrics, {}]);
    this.refused.add('curve');
  }

  /** It succeeds, which is reported once; its page has what there is of it, and nothing is missing. */
  async end(id: string): Promise<void> {
    const { succeeds, losses, model } = this.walked.way;
    this.becomes(id, succeeds);
    await this.until(() => this.hasSucceeded(id) && hasEnded(this.snapshot.job.status));
    await this.page?.settled;
    assert.deepEqual(
      this.endings.map(({ id: ended, status }) => [ended, groupOf(status)]),
      [[id, 'succeeded']],
    );
    assert.deepEqual(this.drawn, losses.succeeds);
    const { job, problems, isComplete } = this.snapshot;
    assert.deepEqual([job.fineTunedModel, problems, isComplete], [model, [], true]);
    const offers = this.offers(id);
    const canTry = this.source.capabilities.chat === true;
    assert.deepEqual(
      [offers.has('copyModelName'), offers.has('tryModel')],
      [model !== null, model !== null && canTry],
    );
  }

  /** Result files as “Save Result Files…” saves them. */
  async fetchResults(id: string): Promise<void> {
    const { files } = this.source;
    const { resultFiles } = await this.source.retrieve(id, this.signal);
    if (!this.can('results')) {
      await this.isRefused('results', 'saveResultFile');
      assert.deepEqual(resultFiles, []);
      return;
    }
    assert.ok(this.offers(id).has('saveResultFile'));
    const contents = resultFiles.map((file) =>
      textOf(decodeResultStream(files.content(file.id, this.signal))),
    );
    assert.deepEqual(await Promise.all(contents), [resultCsv]);
  }

  /** Weights as “Download Weights…” downloads them, each form of them; whoever has none has no files of them either. */
  async fetchWeights(id: string): Promise<void> {
    const { weights } = this.source;
    if (!this.can('weights')) {
      await this.isRefused('weights', 'downloadWeights', () => weights.choices(id, this.signal));
      assert.ok(this.snapshot.checkpoints.every(({ files }) => files === undefined));
      return;
    }
    assert.ok(this.offers(id).has('downloadWeights'));
    const choices = await weights.choices(id, this.signal);
    assert.ok(choices.length > 0);
    for (const choice of choices) {
      if (choice.files !== undefined) {
        const contents = choice.files.map((file) => latin1Of(this.source.files.content(file, this.signal)));
        assert.deepEqual(new Set(await Promise.all(contents)), new Set([this.walked.way.weights]));
        continue;
      }
      const { chunks, size } = await weights.open(id, choice, () => undefined, this.signal);
      const content = await latin1Of(chunks);
      assert.equal(content, this.walked.way.weights);
      assert.ok(size === null || size === content.length);
    }
  }

  /** A job is cancelled while it is on its way, and then it is over. */
  async cancel(id: string): Promise<void> {
    const { cancelled, endsCancelled } = this.walked.way;
    const cancelling = () => this.source.change('cancel', id, this.signal);
    if (!this.can('cancel')) return this.isRefused('cancel', 'cancel', cancelling);
    assert.ok(this.offers(id).has('cancel'));
    await cancelling();
    assert.equal(this.source.store.get(id)?.status, cancelled);
    assert.equal(this.offers(id).has('cancel'), false);
    if (endsCancelled !== undefined) this.becomes(id, endsCancelled);
    await this.until(() => this.groupInRow(id) === 'cancelled');
    assert.deepEqual(this.endings.map((ended) => ended.id).slice(1), [id]);
    assert.equal(this.offers(id).has('tryModel'), false);
  }

  private can(wish: Wish): boolean {
    return this.source.capabilities[wishes[wish]] === true;
  }

  /** Says why not, in tree, page and by the action itself; nothing is sent for it. */
  private async isRefused(wish: Wish, action: ActionId, attempt?: () => Promise<unknown>): Promise<void> {
    const { capabilities } = this.source;
    const reason = capabilities[wishes[wish]];
    assert.match(String(reason), /^[A-Z].*\.$/);
    // Of a job that has everything: nothing else can be against it.
    const status = action === 'cancel' ? 'running' : 'succeeded';
    const subject = { status, fineTunedModel: 'm', hasResultFile: true };
    assert.equal(isOffered(action, subject, capabilities), false);
    const shown = actionsOf(subject, capabilities).find(({ id }) => id === action);
    assert.equal(shown?.reason, reason);
    for (const job of this.source.store.all()) assert.equal(this.offers(job.id).has(action), false);
    const changes = () => this.server.requests.filter(({ method }) => method !== 'GET').length;
    const before = changes();
    if (attempt !== undefined)
      await assert.rejects(attempt, { name: 'InvalidRequestError', message: String(reason) });
    assert.equal(changes(), before);
    this.refused.add(wish);
  }

  /** The actions of the row's menu. */
  private offers(id: string): ReadonlySet<string> {
    const job = this.source.store.get(id);
    assert.ok(job !== undefined);
    const { store, capabilities } = this.source;
    const row = jobRow({ job, progress: store.progressOf(id), capabilities, now: this.now, format });
    return new Set(row.context.split(' '));
  }

  /** What the provider does with a job by itself. */
  private becomes(id: string, fields: Fields): void {
    const { toJob } = loadedDialect(this.connection);
    const idOf = (raw: unknown) => (isObject(raw) ? raw['id'] : null);
    const raw = this.provider.jobs.find((job) => idOf(toJob === undefined ? job : toJob(job)) === id);
    assert.ok(raw !== undefined, `the server has no ${id}`);
    Object.assign(raw, fields);
  }

  private groupInRow(id: string): JobGroup {
    return groupOf(this.source.store.get(id)?.status ?? '');
  }

  private shareInRow(id: string): number | null {
    const { store } = this.source;
    const job = store.get(id);
    assert.ok(job !== undefined);
    return jobProgress(job, store.progressOf(id), this.now)?.fraction ?? null;
  }

  private hasSucceeded(id: string): boolean {
    return this.groupInRow(id) === 'succeeded';
  }

  private get now(): number {
    return this.clock.now() / 1000;
  }

  private get snapshot() {
    return this.page?.snapshot(this.now) ?? assert.fail('no page is open');
  }

  /** The training loss as the page draws it. */
  private get drawn(): Points {
    const series = findSeries(this.page?.curves.series ?? [], 'loss', 'train');
    const steps = Array.from(series?.steps ?? []);
    return Object.fromEntries(steps.map((step, at) => [step, series?.values[at] ?? NaN]));
  }

  /** Resolves with the next poll; a poll that fails is a failure. */
  private polled(): Promise<void> {
    return new Promise((resolve, reject) => {
      const listening = [
        this.source.onDidRefresh(() => {
          stop();
          resolve();
        }),
        this.source.onDidFail((error) => {
          stop();
          reject(error instanceof Error ? error : new Error(String(error)));
        }),
      ];
      const stop = () => {
        for (const each of listening) each.dispose();
      };
    });
  }

  /** Lets time pass, from poll to poll, until it has happened. */
  private async until(condition: () => boolean): Promise<void> {
    for (let poll = 0; poll < maxPolls && !condition(); poll++) {
      const polled = this.polled();
      this.clock.advance(intervals.idle);
      await polled;
      await this.page?.settled;
    }
    await until(condition);
  }
}

function sameKeys(one: Points, other: Points): boolean {
  return Object.keys(one).join() === Object.keys(other).join();
}

async function latin1Of(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString('latin1');
}
