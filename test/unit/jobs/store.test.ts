import assert from 'node:assert/strict';
import { type JobEnding, type JobsChange, JobStore } from '../../../src/jobs/store';
import { summarize } from '../../../src/jobs/summary';
import { jobFromWire, pageOf, progress } from '../../support/jobs';

describe('JobStore', () => {
  let store: JobStore;
  let changes: JobsChange[];
  let endings: JobEnding[];

  beforeEach(() => {
    store = new JobStore();
    changes = [];
    endings = [];
    store.onDidChange((change) => changes.push(change));
    store.onDidEnd((ending) => endings.push(ending));
  });

  it('lists jobs newest first', () => {
    store.applyNewest(
      pageOf([jobFromWire({ id: 'old', created_at: 1 }), jobFromWire({ id: 'new', created_at: 2 })]),
    );
    assert.deepEqual(
      store.all().map(({ id }) => id),
      ['new', 'old'],
    );
  });

  it('reports a pause once it is reached, with what was before, and again after a run', () => {
    const pauses: (string | null)[] = [];
    store.onDidPause(({ previousStatus }) => pauses.push(previousStatus));
    for (const status of ['running', 'pausing', 'paused', 'paused', 'running', 'paused', 'cancelled'])
      store.apply([jobFromWire({ status })]);
    assert.deepEqual(pauses, ['pausing', 'running']);
    store.apply([jobFromWire({ id: 'unseen', status: 'paused' })]);
    assert.deepEqual(pauses, ['pausing', 'running', null]);
  });

  it('knows when a run was last looked at, also where that brought no step', () => {
    store.apply([jobFromWire({ id: 'a' })]);
    assert.equal(store.setProgress('a', { ...progress(1, 2), lookedAt: 10 }), true);
    assert.equal(store.setProgress('a', { ...progress(1, 2), lookedAt: 20 }), false);
    assert.equal(store.progressOf('a')?.lookedAt, 20);
  });

  it('keeps what jobs are found by of the first 2,000, and of whatever comes new', () => {
    const jobs = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => {
        const id = `job-${String(from + at)}`;
        return jobFromWire({ id, created_at: 10_000 - from - at, training_file: `file-of-${id}` });
      });
    const linked = () => store.all().filter(({ links }) => links !== undefined).length;
    store.applyNewest(pageOf(jobs(0, 1_000), { cursor: 'a' }));
    store.applyOlder(pageOf(jobs(1_000, 1_000), { cursor: 'b' }));
    assert.deepEqual([linked(), store.hasAllLinks], [2_000, true]);
    store.applyOlder(pageOf(jobs(2_000, 1_000)));
    assert.equal(store.size, 3_000);
    assert.deepEqual([linked(), store.hasAllLinks], [2_000, false]);
    assert.deepEqual(store.applyOlder(pageOf(jobs(500, 100))).changed, []);
    store.apply([jobFromWire({ id: 'new', created_at: 20_000 })]);
    assert.deepEqual(
      store.get('new')?.links?.fileIds,
      jobFromWire({}).trainingFiles.map(({ id }) => id),
    );
    assert.equal(linked(), 2_001);
    for (let at = 2_000; at < 2_999; at++) store.remove(`job-${String(at)}`);
    assert.equal(store.hasAllLinks, false);
    store.apply(jobs(2_999, 1));
    assert.equal(store.hasAllLinks, true);
    store.applyNewest({ ...pageOf(jobs(0, 1)), unreadable: [{ id: 'x', problems: [], json: '' }] });
    assert.equal(store.hasAllLinks, false);
  });

  it('keeps what is known of a job whose list has its id alone, and reports its end once', () => {
    const listed = pageOf([jobFromWire({ status: undefined, created_at: undefined })]);
    const full = jobFromWire({ status: 'succeeded', model: 'm', suffix: 'faq', training_file: 'f' });
    for (let poll = 0; poll < 3; poll++) {
      store.beginNewest();
      store.applyNewest(listed);
      store.apply([full]);
    }
    assert.equal(endings.length, 1);
    assert.equal(changes.length, 2);
    store.beginNewest();
    store.applyNewest(listed);
    assert.deepEqual(store.get('ftjob-1'), summarize(full));
  });

  it('takes a status for new where the list has no more than that', () => {
    store.apply([jobFromWire({ status: 'failed', model: 'm', error: { message: 'no credit' } })]);
    store.beginNewest();
    store.applyNewest(pageOf([jobFromWire({ status: 'running', created_at: undefined })]));
    const { status, model, createdAt, errorMessage } = store.get('ftjob-1') ?? {};
    assert.deepEqual([status, model, createdAt, errorMessage], ['running', 'm', 1_700_000_000, null]);
  });

  it('takes a page whole or not at all', () => {
    store.applyNewest(pageOf([jobFromWire({ id: 'kept', created_at: 9 })], { cursor: 'next' }));
    changes.length = 0;
    const page = pageOf([jobFromWire({ id: 'other' }), jobFromWire({ id: 'broken' })]);
    const items = page.items.map((job) =>
      Object.defineProperty({ ...job }, 'model', {
        get: () => {
          if (job.id === 'broken') throw new RangeError('too deep');
          return job.model;
        },
      }),
    );
    assert.throws(() => store.applyNewest({ ...page, items }), RangeError);
    assert.deepEqual(
      store.all().map(({ id }) => id),
      ['kept'],
    );
    assert.equal(store.nextCursor, 'next');
    assert.deepEqual(changes, []);
  });

  it('forgets no job because of a page in no order', () => {
    store.applyNewest(pageOf([jobFromWire({ id: 'a', created_at: 9 })], { cursor: 'x' }));
    store.applyOlder(pageOf([jobFromWire({ id: 'b', created_at: 5 })], { cursor: 'y' }));
    const mixed = [8, 9, 1].map((time) =>
      jobFromWire({ id: time === 9 ? 'a' : String(time), created_at: time }),
    );
    store.applyNewest(pageOf(mixed, { cursor: 'x' }));
    assert.notEqual(store.get('b'), undefined);
    changes.length = 0;
    store.applyNewest(pageOf(mixed, { cursor: 'x' }));
    assert.deepEqual(changes, []);
  });

  it('keeps no more than 200,000 jobs, and all that have not ended', () => {
    store.applyNewest(pageOf([jobFromWire({ id: 'running', created_at: 1 })], { cursor: 'x' }));
    for (let page = 0; page < 21; page++) {
      const ended = Array.from({ length: 10_000 }, (_, at) =>
        jobFromWire({ id: `${String(page)}-${String(at)}`, status: 'failed', created_at: 2 + page }),
      );
      store.applyOlder(pageOf(ended, { cursor: 'x' }));
    }
    assert.ok(store.size <= 200_000);
    assert.notEqual(store.get('running'), undefined);
    assert.notEqual(store.get('20-0'), undefined);
    assert.equal(store.get('0-0'), undefined);
  });

  it('says nothing when a poll brings nothing new', () => {
    const page = pageOf([jobFromWire()]);
    store.applyNewest(page);
    changes.length = 0;
    store.applyNewest(page);
    assert.deepEqual(changes, []);
  });

  it('names only the rows that changed', () => {
    store.applyNewest(pageOf([jobFromWire({ id: 'a' }), jobFromWire({ id: 'b' })]));
    changes.length = 0;
    store.apply([jobFromWire({ id: 'a', estimated_finish: 1_700_000_100 }), jobFromWire({ id: 'b' })]);
    assert.deepEqual(changes, [{ changed: ['a'], isStructural: false }]);
  });

  it('says that a job moved when its status changed', () => {
    store.applyNewest(pageOf([jobFromWire({ status: 'queued' })]));
    store.applyNewest(pageOf([jobFromWire({ status: 'running' })]));
    assert.equal(changes.at(-1)?.isStructural, true);
  });

  it('reports the end of a job with the status it had before', () => {
    store.applyNewest(
      pageOf([jobFromWire({ status: 'running' }), jobFromWire({ id: 'b', status: 'failed' })]),
    );
    store.applyNewest(
      pageOf([jobFromWire({ status: 'succeeded' }), jobFromWire({ id: 'b', status: 'failed' })]),
    );
    assert.deepEqual(
      endings.map(({ job, previousStatus }) => [job.id, previousStatus]),
      [
        ['b', null],
        ['ftjob-1', 'running'],
      ],
    );
  });

  it('forgets jobs that the provider deleted, but not those of older pages', () => {
    const jobs = [1, 2, 3, 4].map((time) => jobFromWire({ id: `job-${String(time)}`, created_at: time }));
    store.applyNewest(pageOf(jobs.slice(2), { cursor: 'job-3' }));
    store.applyOlder(pageOf(jobs.slice(0, 2)));
    store.applyNewest(pageOf(jobs.slice(2, 3), { cursor: 'job-3' }));
    assert.deepEqual(
      store.all().map(({ id }) => id),
      ['job-3', 'job-2', 'job-1'],
    );
  });

  it('keeps the cursor of the oldest page while the newest is polled', () => {
    store.applyNewest(pageOf([jobFromWire({ id: 'c' })], { cursor: 'c' }));
    assert.equal(store.nextCursor, 'c');
    store.applyOlder(pageOf([jobFromWire({ id: 'b', created_at: 2 })], { cursor: 'b' }));
    store.applyNewest(pageOf([jobFromWire({ id: 'c' })], { cursor: 'c' }));
    assert.equal(store.nextCursor, 'b');
  });

  it('shows what cannot be read, of the newest and of older pages', () => {
    const unreadable = { id: 'x', problems: ['status: missing'], json: '{}' };
    store.applyNewest(pageOf([jobFromWire()], { cursor: 'a', unreadable: [unreadable] }));
    store.applyOlder(pageOf([], { unreadable: [{ ...unreadable, id: 'y' }] }));
    store.applyNewest(pageOf([jobFromWire()], { cursor: 'a', unreadable: [unreadable] }));
    assert.deepEqual(
      store.unreadable.map(({ id }) => id),
      ['x', 'y'],
    );
  });

  it('keeps what the run of a job has reported that ended, and forgets it with the job', () => {
    store.applyNewest(pageOf([jobFromWire()]));
    assert.equal(store.setProgress('ftjob-1', progress(1, 2, 0.5)), true);
    assert.equal(store.setProgress('ftjob-1', progress(1, 2, 0.5)), false);
    store.applyNewest(pageOf([jobFromWire({ status: 'succeeded' })]));
    assert.deepEqual(store.progressOf('ftjob-1'), progress(1, 2, 0.5));
    store.remove('ftjob-1');
    assert.equal(store.progressOf('ftjob-1'), undefined);
    assert.equal(store.setProgress('ftjob-1', progress(1, 2)), false);
  });

  it('keeps the progress of 500 jobs, those that were heard of last', () => {
    const all = Array.from({ length: 501 }, (_, at) => jobFromWire({ id: `job-${String(at)}` }));
    store.apply(all);
    for (const { id } of all.slice(0, 500)) store.setProgress(id, progress(1));
    store.setProgress('job-0', progress(2));
    store.setProgress('job-500', progress(1));
    assert.deepEqual(
      ['job-0', 'job-1', 'job-500'].map((id) => store.progressOf(id)?.step),
      [2, undefined, 1],
    );
  });

  it('knows where to go on even when a job was known before the first page', () => {
    store.apply([jobFromWire({ id: 'restored', created_at: 1 })]);
    store.applyNewest(pageOf([jobFromWire({ id: 'c', created_at: 9 })], { cursor: 'c' }));
    assert.equal(store.nextCursor, 'c');
    assert.equal(store.size, 2);
  });

  it('keeps what was reported while the newest page was on its way: the page is older', () => {
    store.applyNewest(pageOf([jobFromWire({ id: 'a', created_at: 1 })]));
    store.beginNewest();
    store.apply([jobFromWire({ id: 'created', created_at: 2 })]);
    store.apply([jobFromWire({ id: 'a', created_at: 1, status: 'cancelled' })]);
    store.applyNewest(pageOf([jobFromWire({ id: 'a', created_at: 1, status: 'running' })]));
    assert.deepEqual(
      store.all().map(({ id, status }) => [id, status]),
      [
        ['created', 'running'],
        ['a', 'cancelled'],
      ],
    );
    store.beginNewest();
    store.applyNewest(pageOf([jobFromWire({ id: 'a', created_at: 1, status: 'cancelled' })]));
    assert.equal(store.get('created'), undefined);
  });

  it('does not take jobs for deleted that a page merged of several lists does not reach', () => {
    store.applyNewest(pageOf([jobFromWire({ id: 'a', created_at: 5 })], { cursor: 'x' }), { isMerged: true });
    store.applyNewest(pageOf([jobFromWire({ id: 'b', created_at: 1 })], { cursor: 'y' }), { isMerged: true });
    assert.equal(store.size, 2);
    store.applyNewest(pageOf([jobFromWire({ id: 'b', created_at: 1 })]), { isMerged: true });
    assert.equal(store.size, 1);
  });

  it('knows the jobs that have not ended without looking at the others', () => {
    store.applyNewest(
      pageOf([
        jobFromWire({ id: 'ended', status: 'failed' }),
        jobFromWire({ id: 'paused', status: 'paused', created_at: 1 }),
        jobFromWire({ id: 'a', created_at: 2 }),
        jobFromWire({ id: 'b', created_at: 3 }),
        jobFromWire({ id: 'c', created_at: 4 }),
      ]),
    );
    store.apply([jobFromWire({ id: 'b', status: 'succeeded', created_at: 3 })]);
    store.remove('c');
    const ids = (jobs: readonly { id: string }[]) => jobs.map(({ id }) => id);
    assert.deepEqual(ids(store.unfinished()), ['a', 'paused']);
    assert.deepEqual(ids(store.active()), ['a']);
  });

  it('lists jobs of the same second in the same order, whichever came first', () => {
    for (const order of [
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
    ]) {
      const other = new JobStore();
      other.apply(order.map((id) => jobFromWire({ id })));
      assert.deepEqual(
        other.all().map(({ id }) => id),
        ['c', 'b', 'a'],
      );
    }
  });

  it('says that a job moved when the time of its creation changed', () => {
    store.apply([jobFromWire({ created_at: 1 })]);
    store.apply([jobFromWire({ created_at: 2 })]);
    assert.deepEqual(changes.at(-1), { changed: ['ftjob-1'], isStructural: true });
  });

  it('reports an end once, whatever is learnt of the job afterwards', () => {
    store.apply([jobFromWire({ status: 'succeeded' })]);
    store.apply([jobFromWire({ status: 'succeeded', fine_tuned_model: 'ft:model' })]);
    assert.equal(endings.length, 1);
  });

  it('says that a job was removed, once', () => {
    store.apply([jobFromWire({ id: 'a' })]);
    changes.length = 0;
    store.remove('a');
    store.remove('a');
    assert.deepEqual(changes, [{ changed: [], isStructural: true }]);
    assert.deepEqual(store.all(), []);
  });

  it('says that the progress of a job changed, once', () => {
    store.apply([jobFromWire({ id: 'a' })]);
    changes.length = 0;
    assert.equal(store.setProgress('a', progress(1, 2)), true);
    assert.equal(store.setProgress('a', progress(1, 2)), false);
    assert.deepEqual(changes, [{ changed: ['a'], isStructural: false }]);
  });

  it('knows what files are called, and says so once', () => {
    store.nameFiles([
      { id: 'file-1', filename: 'train.jsonl' },
      { id: 'file-2', filename: 'file-2' },
      { id: 'file-3', filename: null },
    ]);
    assert.equal(changes.length, 1);
    store.nameFiles([{ id: 'file-1', filename: 'train.jsonl' }]);
    assert.deepEqual([...store.fileNames], [['file-1', 'train.jsonl']]);
    assert.deepEqual(
      ['file-1', 'file-2', 'file-9'].map((id) => store.fileName({ id, filename: null })),
      ['train.jsonl', 'file-2', 'file-9'],
    );
    assert.equal(store.fileName({ id: 'file-1', filename: 'own.jsonl' }), 'own.jsonl');
    assert.equal(store.fileName({ id: 'file-1', filename: 'file-1' }), 'train.jsonl');
    assert.deepEqual(changes, [{ changed: [], isStructural: true }]);
  });

  it('has room for what few jobs have only where they have it', () => {
    const marked = new JobStore((id) => (id === 'b' ? mark : null));
    const mark = { isStarred: true, isHidden: false, name: null, note: null };
    const { links, ...bare } = summarize(jobFromWire({}));
    assert.ok(links);
    marked.applyFound(['a', 'b'].map((id) => ({ ...bare, id })));
    marked.apply([jobFromWire({ id: 'c' })]);
    const has = ['links', 'mark'].map((name) => marked.all().flatMap((job) => (name in job ? job.id : [])));
    assert.deepEqual(has, [['c'], ['b']]);
  });

  it('says nothing of marks of jobs that are not here, and no more of a job that was found than that it is here', () => {
    store.remark(['unknown']);
    assert.deepEqual(changes, []);
    store.applyFound([jobFromWire({ id: 'a' })].map((job) => summarize(job)));
    store.applyFound([jobFromWire({ id: 'a' })].map((job) => summarize(job)));
    assert.deepEqual(changes, [{ changed: ['a'], isStructural: true }]);
  });

  it('keeps the names of 2,000 files', () => {
    store.nameFiles(
      Array.from({ length: 2_001 }, (_, at) => ({ id: String(at), filename: `${String(at)}.jsonl` })),
    );
    assert.equal(store.fileNames.size, 2_000);
  });

  it('says nothing after its end', () => {
    store.dispose();
    store.apply([jobFromWire({ status: 'failed' })]);
    assert.deepEqual([changes, endings], [[], []]);
  });

  describe('by the newest page', () => {
    const named = (id: string, createdAt: number) => jobFromWire({ id, created_at: createdAt });
    const ids = () => store.all().map(({ id }) => id);

    it('finds a job deleted between two others, and reports the change', () => {
      store.applyNewest(pageOf([named('c', 3), named('b', 2), named('a', 1)], { cursor: 'x' }));
      changes.length = 0;
      store.applyNewest(pageOf([named('c', 3), named('a', 1)], { cursor: 'x' }));
      assert.deepEqual(ids(), ['c', 'a']);
      assert.deepEqual(changes, [{ changed: [], isStructural: true }]);
    });

    it('finds a job deleted beside one without a time, which is last and stays', () => {
      const bare = jobFromWire({ id: 'bare', created_at: undefined });
      const [newer, gone, older] = [3, 2, 1].map((at) =>
        jobFromWire({ id: `job-${String(at)}`, created_at: at }),
      );
      store.applyNewest(pageOf([newer!, bare, gone!, older!], { cursor: 'more' }));
      store.applyNewest(pageOf([newer!, bare, older!], { cursor: 'more' }));
      assert.deepEqual(
        store.all().map(({ id }) => id),
        ['job-3', 'job-1', 'bare'],
      );
    });

    it('finds a job deleted among those of one second', () => {
      store.applyNewest(pageOf([named('c', 7), named('b', 5), named('a', 5)], { cursor: 'x' }));
      store.applyNewest(pageOf([named('b', 5), named('a', 5)], { cursor: 'x' }));
      assert.deepEqual(ids(), ['b', 'a']);
    });

    it('keeps a job as old as the last of the page: it may be on the next one', () => {
      store.applyNewest(pageOf([named('b', 5), named('a', 5)], { cursor: 'x' }));
      store.applyNewest(pageOf([named('b', 5)], { cursor: 'x' }));
      assert.deepEqual(ids(), ['b', 'a']);
    });

    it('finds every job deleted where it is all there is, also in no order', () => {
      store.applyNewest(pageOf([named('d', 4), named('c', 3), named('a', 1)], { cursor: 'x' }));
      assert.equal(store.nextCursor, 'x');
      store.applyNewest(pageOf([named('c', 3), named('d', 4)]));
      assert.deepEqual(ids(), ['d', 'c']);
      assert.equal(store.nextCursor, null);
      store.applyNewest(pageOf([]));
      assert.deepEqual(ids(), []);
    });

    it('takes no job for deleted where it is empty and not all', () => {
      store.applyNewest(pageOf([named('a', 1)], { cursor: 'x' }));
      store.applyNewest(pageOf([], { cursor: 'x' }));
      assert.deepEqual(ids(), ['a']);
    });

    it('keeps what is known of a job that cannot be read any more', () => {
      store.applyNewest(pageOf([named('b', 2), named('a', 1)]));
      const unreadable = [{ id: 'b', problems: ['status: missing'], json: '{}' }];
      store.applyNewest(pageOf([named('a', 1)], { unreadable }));
      assert.deepEqual(ids(), ['b', 'a']);
    });

    it('says nothing new of one merged of several lists that brings nothing new', () => {
      const page = pageOf([named('a', 1)], { cursor: 'x' });
      store.applyNewest(page, { isMerged: true });
      changes.length = 0;
      store.applyNewest(page, { isMerged: true });
      assert.deepEqual(changes, []);
    });

    it('says when what cannot be read changed', () => {
      const before = { id: 'x', problems: ['status: missing'], json: '{}' };
      const show = (...unreadable: (typeof before)[]) => {
        changes.length = 0;
        store.applyNewest(pageOf([named('a', 1)], { unreadable }));
        return changes.length;
      };
      assert.deepEqual(store.unreadable, []);
      show();
      assert.equal(show(before), 1);
      assert.equal(show({ ...before }), 0);
      assert.equal(show({ ...before, id: 'y' }), 1);
      assert.equal(show({ ...before, id: 'y', json: '[]' }), 1);
      assert.equal(show({ ...before, id: 'y', json: '[]', problems: ['no'] }), 1);
      assert.equal(show(before, before), 1);
      assert.equal(show(before), 1);
      assert.equal(show(), 1);
      assert.deepEqual(store.unreadable, []);
    });
  });

  describe('by an older page', () => {
    const unreadable = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ id: String(at), problems: [], json: '{}' }));

    it('says so where it is the last, or holds what cannot be read', () => {
      store.applyOlder(pageOf([], { cursor: 'x' }));
      assert.deepEqual(changes, []);
      store.applyOlder(pageOf([], { cursor: 'x', unreadable: unreadable(1) }));
      assert.deepEqual(changes, [{ changed: [], isStructural: true }]);
      store.applyOlder(pageOf([]));
      assert.equal(changes.length, 2);
    });

    it('keeps a thousand that cannot be read', () => {
      for (let page = 0; page < 3; page++)
        store.applyOlder(pageOf([], { cursor: 'x', unreadable: unreadable(400) }));
      assert.equal(store.unreadable.length, 1_000);
    });
  });
});
