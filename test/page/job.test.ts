import assert from 'node:assert/strict';
import type { Beginning } from '../../src/api/jsonPart';
import * as snapshots from '../support/snapshots';
import { usePage } from '../support/usePage';

const { events, runEvents, show, stepEvent } = snapshots;
const running = snapshots.runningSnapshot();

describe('a job’s page', () => {
  const open = usePage();

  it('shows a skeleton until the extension answers', async () => {
    assert.equal(await open.page.getByRole('status', { name: 'Loading' }).count(), 1);
  });

  it('says what it waits for where that takes long', async () => {
    await open.page.getByText('Waiting for the provider’s response').waitFor();
  });

  it('says that events and metrics are loading until they have come, and then what there is not', async () => {
    const done = snapshots.succeededSnapshot();
    const bare = { ...done, checkpoints: [] };
    const panel = open.page.getByRole('tabpanel');
    await open.send(show(bare));
    for (const [tab, loading] of [
      ['Events', 'Loading events…'],
      ['Metrics', 'Loading metrics…'],
    ] as const) {
      await open.openTab(tab);
      assert.match(await panel.innerText(), new RegExp(loading));
      assert.doesNotMatch(await panel.innerText(), /0 events/);
    }
    await open.send(events(bare.key, []));
    assert.match(await panel.innerText(), /The provider reported no metrics/);
    await open.openTab('Events');
    assert.match(await panel.innerText(), /This job left no events/);
  });

  it('has no milestones of a job without a time', async () => {
    const job = { ...running.job, createdAt: null, startedAt: null };
    const settled = { ...running, job, checkpoints: [] };
    await open.send(show(settled));
    await open.page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await open.page.getByRole('heading', { name: 'Milestones' }).count(), 0);
  });

  it('promises nothing that never comes from the provider, and says why', async () => {
    const lacks = {
      ...snapshots.lacksNothing,
      events: 'It keeps no log.',
      checkpoints: 'It lists no checkpoints.',
      metrics: 'Its metrics are elsewhere.',
    };
    const bare = { ...running, checkpoints: [], lacks };
    await open.send(show(bare), events(bare.key, []));
    assert.match(await open.page.locator('.overview').innerText(), /Its metrics are elsewhere\./);
    const chosen = open.page.getByRole('tab', { selected: true });
    assert.equal(await chosen.innerText(), 'Details'); // where there is something to see
    for (const [tab, reason] of [
      ['Metrics', lacks.metrics],
      ['Events', lacks.events],
      ['Checkpoints', lacks.checkpoints],
    ] as const) {
      await open.openTab(tab);
      const text = await open.page.getByRole('tabpanel').innerText();
      assert.ok(text.includes(reason), `${reason} in ${text}`);
      if (tab === 'Events') assert.equal(text, reason); // nothing to search in
      assert.doesNotMatch(text, /yet/);
    }
  });

  it('does not say that there is nothing before everything was requested', async () => {
    const bare = { ...snapshots.succeededSnapshot(), checkpoints: [], isComplete: false };
    const panel = open.page.getByRole('tabpanel');
    await open.send(show(bare), events(bare.key, []));
    await open.openTab('Metrics');
    assert.match(await panel.innerText(), /Loading metrics…/);
    await open.openTab('Checkpoints');
    assert.match(await panel.innerText(), /Loading checkpoints…/);
    await open.send(show({ ...bare, isComplete: true }));
    assert.match(await panel.innerText(), /This job left no checkpoints/);
  });

  it('says of a job that does not move for how long, as its row does, and then no time left', async () => {
    const progressOf = async (snapshot: typeof running) => {
      await open.send(show(snapshot));
      return (await open.page.locator('.progress-text').innerText()).trim();
    };
    const stuck = { ...running, stall: { state: 'running', seconds: 730 } } as const;
    assert.equal(await progressOf(stuck), 'no step for 12m · step 380 of 900 · 42%');
    const waiting = { ...snapshots.bareSnapshot(), stall: { state: 'queued', seconds: 7_300 } } as const;
    assert.equal(await progressOf(waiting), 'queued for 2h');
  });

  it('says when a job ends of which nothing else is known, and no time left where there is none', async () => {
    const progressOf = async (secondsLeft: number) => {
      const finishAt = running.fetchedAt + secondsLeft;
      await open.send(
        show({ ...running, progress: { step: null, totalSteps: null, fraction: null, finishAt } }),
      );
      return (await open.page.locator('.progress-text').innerText()).trim();
    };
    assert.equal(await progressOf(245), '4m left');
    assert.equal(await progressOf(0.4), 'about to finish');
  });

  it('names a connection once that is called as what it speaks', async () => {
    await open.send(show({ ...running, connection: { name: 'Local engine', kind: 'Local engine' } }));
    await open.openTab('Details');
    const text = (await open.page.getByRole('tabpanel').innerText()).replace(/\s+/g, ' ');
    assert.match(text, /Connection Local engine (?!\()/);
  });

  it('says of a failed job without a reason that its provider gives none, and where to look', async () => {
    const failed = { ...snapshots.bareSnapshot('a', 'failed'), group: 'failed' } as const;
    await open.send(show(failed));
    const banner = open.page.getByRole('group', { name: 'Error' });
    assert.equal(
      await banner.innerText(),
      'The provider does not say why the job failed. Its events may say more.',
    );
    const events = 'Read the log of its pod.';
    await open.send(show({ ...failed, lacks: { ...snapshots.lacksNothing, events } }));
    assert.match(await banner.innerText(), /failed\. Read the log of its pod\./);
  });

  it('has what the job repeats of its request, by its own names, and no secret of it', async () => {
    const repeated = { packing: true, target_modules: ['q_proj'], extra_options: { hf_token: 'hf_1' } };
    await open.send(show({ ...running, job: { ...running.job, repeated } }));
    await open.openTab('Details');
    const text = (await open.page.getByRole('tabpanel').innerText()).replace(/\s+/g, ' ');
    assert.ok(text.includes('packing true target_modules ["q_proj"] extra_options {"hf_token":"***"}'), text);
  });

  it('names fields as the API does where that has OpenAI’s names, and settings always', async () => {
    const settings = [{ name: 'adapterSize', label: 'Adapter size', value: '8' }];
    const namesOf = async (hasOwnNames: boolean) => {
      await open.send(show({ ...running, settings, hasOwnNames }));
      await open.openTab('Details');
      const names = await open.page.getByRole('tabpanel').locator('.api-name code').allInnerTexts();
      return {
        count: names.length,
        hasModel: names.includes('model'),
        hasOwn: names.includes('adapterSize'),
      };
    };
    const { count, ...openai } = await namesOf(false);
    assert.ok(count > 5);
    assert.deepEqual(openai, { hasModel: true, hasOwn: true });
    assert.deepEqual(await namesOf(true), { count: 1, hasModel: false, hasOwn: true });
  });

  it('names a file as one, and several as several', async () => {
    const file = (id: string) => ({ id, filename: null, bytes: null });
    const trainingFiles = [file('file-a')];
    const resultFiles = [file('file-b'), file('file-c')];
    const files = [{ ...file('file-a'), role: 'training' as const, filename: 'support.jsonl' }];
    await open.send(show({ ...running, files, job: { ...running.job, trainingFiles, resultFiles } }));
    await open.openTab('Details');
    const text = await open.page.getByRole('tabpanel').innerText();
    assert.match(text, /^Training file\s+training_file\s+support\.jsonl · file-a$/m);
    assert.match(text, /^Result files$/m);
  });

  it('has what was chosen beside hyperparameters, what is before a job, and what it says of its files', async () => {
    const embedded = {
      ...{ id: 'file-a', filename: 'old.jsonl', bytes: 1_536, createdAt: 1_614_807_352, expiresAt: null },
      ...{ purpose: 'fine-tune', status: 'processed', statusDetails: null, examples: null, format: null },
    };
    const trainingFiles = [{ id: 'file-a', filename: 'old.jsonl', bytes: 1_536, embedded }];
    const settings = [{ name: 'training_type', label: 'Training type', value: 'LoRA' }];
    const job = { ...running.job, status: 'queued', queuePosition: 1_200, trainingFiles };
    await open.send(show({ ...running, settings, job }));
    await open.openTab('Details');
    const text = (await open.page.getByRole('tabpanel').innerText()).replace(/\s+/g, ' ');
    assert.match(text, /Training type training_type LoRA/);
    assert.match(text, /Jobs before it queue_depth 1,200/);
    assert.match(text, /old\.jsonl · file-a · fine-tune · processed · 1\.5 KB · created Mar 3, 2021/);
  });

  it('shows name, status, progress and what can be done', async () => {
    await open.send(show(running));
    const header = open.page.getByRole('banner');
    const text = (await header.innerText()).replace(/\s+/g, ' ');
    assert.match(text, /support-bot Running Pause Cancel/);
    assert.match(text, /gpt-4o-mini-2024-07-18 ftjob-8Jx2kq0Zt4 supervised Local engine/);
    assert.match(text, /step 380 of 900 · 42% · (9|10)m left/);
    await header.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(await open.waitForSent('action'), [
      { type: 'action', job: running.key, action: 'cancel' },
    ]);
  });

  it('says why a button is disabled and does not act', async () => {
    const reason = 'Nobody pauses here.';
    await open.send(show({ ...running, actions: snapshots.actions({ id: 'pause', reason }, 'cancel') }));
    const button = open.page.getByRole('button', { name: 'Pause' });
    assert.equal(await button.getAttribute('title'), reason);
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await button.click({ force: true });
    assert.deepEqual(
      (await open.sent()).map(({ type }) => type),
      ['ready'],
    );
  });

  it('explains an error with what to do about it', async () => {
    await open.send(show(snapshots.failedSnapshot()));
    const banner = await open.page.getByRole('group', { name: 'Error' }).innerText();
    assert.match(banner, /Line 12: message 2 has no "role"\./);
    assert.match(banner, /Validate it, fix/);
    const header = await open.page.getByRole('banner').innerText();
    assert.match(header, /as of now/);
    assert.match(header, /The file file-faq could not be read/);
  });

  it('lists the broken lines of a file once, each to be opened, and leads to a fixed clone', async () => {
    const failed = snapshots.failedSnapshot();
    const message = 'The file has 3 broken lines. Line 3: no JSON; line 5: no role; and 1 more.';
    const error = { code: 'invalid_training_file', param: 'training_file', message };
    await open.send(show({ ...failed, job: { ...failed.job, error } }), events(failed.key, []));
    const banner = open.page.getByRole('group', { name: 'Error' });
    const lines = (await banner.getByRole('listitem').allInnerTexts()).map((text) => text.trim());
    assert.deepEqual(lines, [
      ...['The file has 3 broken lines.', 'Line 3: no JSON', 'Line 5: no role', 'and 1 more.'],
    ]);
    await banner.getByRole('button', { name: 'Open the file at line 5' }).click();
    await banner.getByRole('button', { name: 'Validate' }).click();
    await banner.getByRole('button', { name: 'Fix and Clone…' }).click();
    const file = { job: failed.key, fileId: 'file-faq' };
    assert.deepEqual((await open.sent()).slice(1), [
      { type: 'openFile', ...file, line: 5 },
      { type: 'validateFile', ...file },
      { type: 'fixAndClone', ...file },
    ]);
    await open.openTab('Details');
    const details = await open.page.getByRole('tabpanel').innerText();
    assert.match(details, /invalid_training_file/);
    assert.doesNotMatch(details, /no role/);
  });

  it('opens no file that is known to be gone, neither at a line nor from the overview', async () => {
    const failed = snapshots.failedSnapshot();
    const error = { code: 'invalid_training_file', param: 'training_file', message: 'Line 3: no JSON' };
    const files = failed.files.map((file) => ({ ...file, isGone: true as const }));
    await open.send(show({ ...failed, files, job: { ...failed.job, error } }), events(failed.key, []));
    const banner = open.page.getByRole('group', { name: 'Error' });
    assert.equal(await banner.getByRole('button', { name: /^Open the file/ }).count(), 0);
    await banner.getByRole('button', { name: 'Validate' }).waitFor();
    const listed = open.page.locator('.overview-files');
    assert.equal(await listed.getByRole('button').count(), 0);
    await listed.getByTitle('The provider no longer has this file.').first().waitFor();
    await open.openTab('Data');
    const panel = open.page.getByRole('tabpanel');
    assert.match(await panel.innerText(), /The provider no longer has this file\. To train on it again/);
    assert.ok((await open.sent()).every(({ type }) => type !== 'preview'));
  });

  it('offers nothing to be done with a file where it is not about one', async () => {
    const failed = snapshots.failedSnapshot();
    const error = { code: 'server_error', param: null, message: 'Out of memory.' };
    await open.send(show({ ...failed, job: { ...failed.job, error } }));
    const banner = open.page.getByRole('group', { name: 'Error' });
    assert.deepEqual(await banner.getByRole('button').allInnerTexts(), ['']);
  });

  it('walks the tabs with arrow keys', async () => {
    await open.send(show(running), events(running.key, runEvents(3)));
    await open.page.getByRole('tab', { name: 'Metrics' }).focus();
    const chosen = () => open.page.getByRole('tab', { selected: true }).innerText();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await open.page.keyboard.press(key);
    await open.drawn();
    assert.match(await chosen(), /Events/);
    await open.page.keyboard.press('End');
    await open.drawn();
    assert.match(await chosen(), /JSON/);
    assert.equal(await open.page.evaluate(() => document.activeElement?.id), 'tab-json');
  });

  it('says of milestones that there may be more, while events are on their way', async () => {
    const milestones = open.page.locator('.milestones');
    await open.send(show({ ...snapshots.succeededSnapshot(), isSettled: false }));
    assert.match(await milestones.innerText(), /^Milestones\b[^]*Loading…$/);
    await open.send(show(snapshots.succeededSnapshot()));
    assert.doesNotMatch(await milestones.innerText(), /Loading/);
  });

  it('says how many milestones it leaves out, and shows them where they belong', async () => {
    const checkpoint = (at: number) => ({
      ...{ id: `ckpt-${at}`, createdAt: null, model: null, startFrom: null, metrics: {}, jobId: null },
      step: (at + 1) * 10,
    });
    const checkpoints = Array.from({ length: 30 }, (_, at) => checkpoint(at));
    const timeline = [{ milestone: 'created', at: snapshots.createdTime, sincePrevious: null }] as const;
    await open.send(show({ ...running, timeline, checkpoints }));
    const rows = () => open.page.locator('.milestones li').allInnerTexts();
    assert.equal((await rows())[1]?.trim(), 'Show 19 more');
    await open.page.getByRole('button', { name: 'Show 19 more' }).click();
    await open.drawn();
    assert.equal((await rows()).length, 31);
    await open.page.getByRole('button', { name: 'Show fewer' }).click();
    await open.drawn();
    assert.equal((await rows()).length, 13);
  });

  it('reports every field with its name in the API, and links of https alone', async () => {
    await open.send(show(snapshots.succeededSnapshot()));
    await open.openTab('Details');
    const panel = open.page.getByRole('tabpanel');
    const text = (await panel.innerText()).replace(/\s+/g, ' ');
    for (const part of [
      'Trained tokens trained_tokens 1,234,567',
      'Price total_price $3.70',
      'Seed seed 42',
      'Epochs n_epochs auto 3',
      'Batch size batch_size 4',
      'team metadata[team] support',
    ]) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
    await panel.getByRole('link', { name: /platform\.openai\.com/ }).click();
    await panel.getByRole('link', { name: /wandb\.ai/ }).click();
    assert.deepEqual(
      (await open.waitForSent('openLink')).map(({ url }) => url),
      ['https://platform.openai.com/finetune/ftjob-done', 'https://wandb.ai/acme/bots'],
    );
  });

  it('offers to start a job that waits for it', async () => {
    const waiting = {
      ...snapshots.bareSnapshot('ftjob-waits', 'validated'),
      actions: snapshots.actions('start', 'cancel'),
    };
    await open.send(show(waiting));
    assert.equal((await open.page.locator('.status').first().innerText()).trim(), 'Ready to start');
    await open.page.getByRole('button', { name: 'Start' }).click();
    assert.deepEqual(await open.waitForSent('action'), [
      { type: 'action', job: waiting.key, action: 'start' },
    ]);
  });

  it('does not offer to open files that the provider does not hand out', async () => {
    const lacks = { ...snapshots.lacksNothing, files: 'Files stay on its own disk.' };
    const done = { ...snapshots.succeededSnapshot(), lacks };
    await open.send(show(done));
    await open.openTab('Data');
    const panel = open.page.getByRole('tabpanel');
    assert.match(await panel.innerText(), /Files stay on its own disk\./);
    const button = panel.getByRole('button', { name: 'Open support.train.jsonl' });
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    assert.equal(await button.getAttribute('title'), 'Files stay on its own disk.');
    await button.click({ force: true });
    await open.page.getByRole('button', { name: 'Copy file id' }).last().click();
    await open.waitForSent('copy');
    assert.ok((await open.sent()).every(({ type }) => type !== 'openFile' && type !== 'preview'));
  });

  describe('its data', () => {
    const done = snapshots.succeededSnapshot();
    const panel = () => open.page.getByRole('tabpanel');
    const text = async () => (await panel().innerText()).replace(/\s+/g, ' ');
    const preview = (fileId: string, rows: readonly string[], count: number, isWhole = true) =>
      open.send({
        type: 'preview',
        job: done.key,
        fileId,
        preview: { rows, count, bytesRead: 1024, isWhole },
      });

    beforeEach(async () => {
      await open.send(show(done));
      await open.openTab('Data');
    });

    it('begins with the first rows of the training file, which are requested once', async () => {
      assert.match(await text(), /Training: support\.train\.jsonl 1\.7 MB file-train .*Loading…/);
      assert.deepEqual(await open.waitForSent('preview'), [
        { type: 'preview', job: done.key, fileId: 'file-train' },
      ]);
      const chat = {
        messages: [
          { role: 'user', content: 'Hi <b>' },
          { role: 'assistant', content: 'Hello' },
        ],
      };
      await preview('file-train', [JSON.stringify(chat), 'no JSON'], 2);
      assert.doesNotMatch(await text(), /The first/);
      await preview('file-train', [JSON.stringify(chat), 'no JSON'], 61);
      assert.match(await text(), /1\.7 MB · 61 rows .* The first 2 rows: user/);
      await preview('file-train', [JSON.stringify(chat), 'no JSON'], 2, false);
      assert.match(
        await text(),
        /1\.7 MB · about 3\.56K rows .* The first 2 rows: user Hi <b> assistant Hello no JSON/,
      );
      await open.send(show({ ...done, fetchedAt: done.fetchedAt + 3 }));
      assert.equal((await open.waitForSent('preview')).length, 1);
    });

    it('has the other files when they are opened, an empty and an unreadable one too', async () => {
      await panel()
        .getByRole('heading', { name: /Validation: support\.valid\.jsonl/ })
        .click();
      await panel()
        .getByRole('heading', { name: /Result: step_metrics\.csv/ })
        .click();
      const requests = await open.waitForSent('preview', 3);
      assert.deepEqual(
        requests.map(({ fileId }) => fileId),
        ['file-train', 'file-valid', 'file-result'],
      );
      await preview('file-valid', [], 0);
      await open.send({ type: 'preview', job: done.key, fileId: 'file-result', preview: null });
      assert.match(await text(), /0 rows .* The file is empty\. .* The file could not be read\./);
      await panel().getByRole('button', { name: 'Load again' }).click();
      await open.waitForSent('preview', 4);
    });

    it('says of an archive what it is, without rows, and downloads it but does not open it', async () => {
      await open.send({ type: 'preview', job: done.key, fileId: 'file-train', preview: 'archive' });
      assert.match(await text(), /support\.train\.jsonl 1\.7 MB file-train .*An archive: no rows to show\./);
      const isDisabled = (label: string) =>
        panel()
          .getByRole('button', { name: `${label} support.train.jsonl` })
          .getAttribute('aria-disabled');
      assert.deepEqual([await isDisabled('Open'), await isDisabled('Download')], ['true', null]);
    });

    it('says of one that is gone what to do, and neither opens nor downloads it', async () => {
      await panel()
        .getByRole('heading', { name: /Result: step_metrics\.csv/ })
        .click();
      await open.send({ type: 'preview', job: done.key, fileId: 'file-result', preview: 'gone' });
      assert.match(
        await text(),
        /The provider no longer has this file\. To train on it again, clone the job and choose the file on this machine\./,
      );
      const download = panel().getByRole('button', { name: 'Download step_metrics.csv' });
      assert.equal(await download.getAttribute('aria-disabled'), 'true');
    });

    it('is saved where the person wants it', async () => {
      await panel().getByRole('button', { name: 'Download support.train.jsonl' }).click();
      assert.deepEqual(await open.waitForSent('saveFile'), [
        { type: 'saveFile', job: done.key, fileId: 'file-train' },
      ]);
    });
  });

  it('copies, opens files and starts from checkpoints', async () => {
    const done = snapshots.succeededSnapshot();
    await open.send(show(done));
    await open.page.getByRole('banner').getByRole('button', { name: 'Copy model name' }).click();
    assert.equal((await open.waitForSent('copy'))[0]?.text, done.job.fineTunedModel);
    await open.page
      .getByRole('region', { name: 'Overview' })
      .getByRole('button', { name: 'step_metrics.csv' })
      .click();
    await open.openTab('Data');
    await open.page.getByRole('button', { name: 'Open support.train.jsonl' }).click();
    assert.deepEqual(
      (await open.waitForSent('openFile', 2)).map(({ fileId }) => fileId),
      ['file-result', 'file-train'],
    );
    await open.openTab('Checkpoints');
    const best = open.page.getByRole('row', { name: /best/ });
    assert.match((await best.innerText()).replace(/\s+/g, ' '), /^step-900 best \d\.\d{4} /);
    await best.getByRole('button', { name: /Use as base model/ }).click();
    assert.match((await open.waitForSent('createFrom'))[0]?.checkpoint ?? '', /ckpt-step-900$/);
  });

  it('asks for the JSON when its tab is opened, and searches it', async () => {
    await open.send(show(running));
    await open.openTab('JSON');
    assert.deepEqual(await open.waitForSent('raw'), [{ type: 'raw', job: running.key, part: 'job' }]);
    const json =
      '{\n  "id": "ftjob-1",\n  "seed": 12345678901234567890,\n  "list": [],\n  "x": {\n    "id": 1\n  }\n}';
    await open.send({ type: 'raw', job: running.key, part: 'job', text: json });
    assert.equal(await open.page.getByRole('region', { name: 'JSON of the job' }).innerText(), json);
    await open.page.getByLabel('Search JSON').fill('"ID"');
    assert.match(await open.page.getByRole('tabpanel').innerText(), /1 of 2/);
    await open.page.keyboard.press('Enter');
    assert.match(await open.page.getByRole('tabpanel').innerText(), /2 of 2/);
  });

  it('leads to the job’s page at the provider, where one is known', async () => {
    const done = snapshots.succeededSnapshot();
    await open.send(show(done));
    const link = open.page.getByRole('banner').getByRole('button', { name: /^Open this job at/ });
    await link.click();
    assert.deepEqual(await open.waitForSent('openLink'), [{ type: 'openLink', url: done.job.webUrl }]);
    await open.send(show({ ...done, job: { ...done.job, webUrl: 'javascript:alert(1)' } }));
    assert.equal(await link.count(), 0);
  });

  it('has the JSON of the events and checkpoints too, where the provider sends it by itself', async () => {
    await open.send(show(running));
    await open.openTab('JSON');
    await open.send({ type: 'raw', job: running.key, part: 'job', text: '{"id":1}' });
    const panel = open.page.getByRole('tabpanel');
    await panel.getByRole('combobox', { name: 'Show' }).selectOption('Checkpoints');
    await open.drawn();
    assert.match(await panel.innerText(), /Loading/);
    assert.deepEqual((await open.waitForSent('raw', 2)).at(-1), {
      type: 'raw',
      job: running.key,
      part: 'checkpoints',
    });
    const json = '{"data": [{"train_loss": 1.0}]}';
    await open.send({ type: 'raw', job: running.key, part: 'checkpoints', text: json });
    assert.equal(await panel.getByRole('region').innerText(), json);
    await open.send(show({ ...running, jsonParts: ['job'] }));
    assert.equal(await panel.getByRole('combobox', { name: 'Show' }).count(), 0);
    assert.equal(await panel.getByRole('region').innerText(), '{"id":1}');
  });

  it('says of the JSON of events and checkpoints how many of them it has', async () => {
    await open.send(show(running));
    await open.openTab('JSON');
    const panel = open.page.getByRole('tabpanel');
    const choose = async (part: 'events' | 'checkpoints', label: string, beginning: Beginning | null) => {
      await panel.getByRole('combobox', { name: 'Show' }).selectOption(label);
      await open.send({ type: 'raw', job: running.key, part, text: '{"data": []}', beginning });
      assert.equal(await panel.getByRole('region').innerText(), '{"data": []}');
      return panel.innerText();
    };
    const events = await choose('events', 'Events', { shown: 100, total: null });
    assert.match(events, /Only the first 100 are shown, as the provider lists them: there are more\./);
    assert.match(events, /“Load older events” in the tab “Events” has the others/);
    const checkpoints = await choose('checkpoints', 'Checkpoints', { shown: 100, total: 1234 });
    assert.match(checkpoints, /Only the first 100 of 1,234 are shown/);
    assert.doesNotMatch(checkpoints, /Load older events/);
    assert.doesNotMatch(await choose('checkpoints', 'Checkpoints', null), /Only the first/);
  });

  it('says that the JSON could not be loaded, and asks for it again on demand', async () => {
    await open.send(show(running));
    await open.openTab('JSON');
    await open.waitForSent('raw');
    await open.send({ type: 'raw', job: running.key, part: 'job', text: null });
    const panel = open.page.getByRole('tabpanel');
    assert.match(await panel.innerText(), /The JSON could not be loaded\./);
    await panel.getByRole('button', { name: 'Load again' }).click();
    assert.equal((await open.waitForSent('raw', 2)).length, 2);
    await open.send({ type: 'raw', job: running.key, part: 'job', text: '{}' });
    assert.equal(await open.page.getByRole('region', { name: 'JSON of the job' }).innerText(), '{}');
  });

  it('colors the names and values of the JSON', async () => {
    await open.send(show(running));
    await open.openTab('JSON');
    const text = '{"id": "ft\\"1", "n": -1.5e3, "ok": [true, null]}';
    await open.send({ type: 'raw', job: running.key, part: 'job', text });
    const colored = await open.page.evaluate((json) => {
      return ['key', 'string', 'number', 'literal'].map((kind) =>
        [...(CSS.highlights.get(`json-${kind}`) ?? [])].map(({ startOffset, endOffset }) =>
          json.slice(startOffset, endOffset),
        ),
      );
    }, text);
    assert.deepEqual(colored, [['"id"', '"n"', '"ok"'], ['"ft\\"1"'], ['-1.5e3'], ['true', 'null']]);
    await open.openTab('Data');
    assert.equal(await open.page.evaluate(() => CSS.highlights.has('json-key')), false);
  });

  for (const width of [1000, 600])
    it(`shows what checkpoints were measured, with all that can be done, at ${width} pixels`, async () => {
      await open.page.setViewportSize({ width, height: 800 });
      const done = snapshots.succeededSnapshot();
      const wide = done.checkpoints.map((each) => ({
        ...each,
        model: `${each.model ?? ''}:${'x'.repeat(200)}`,
      }));
      await open.send(show({ ...done, checkpoints: wide }));
      await open.openTab('Checkpoints');
      const row = open.page.getByRole('row').nth(1);
      assert.match(
        (await row.innerText()).replace(/\s+/g, ' '),
        /^step-900 best \d\.\d{4} \d\.\d{4} \d\.\d{4} /,
      );
      const edge = await row.getByRole('button').last().boundingBox();
      assert.ok(edge !== null && edge.x + edge.width <= width - 20, JSON.stringify(edge));
      await open.send(
        show({
          ...done,
          checkpoints: wide.map((each) => ({ ...each, createdAt: null, model: null, startFrom: null })),
        }),
      );
      assert.deepEqual(await open.page.getByRole('columnheader').allInnerTexts(), [
        ...['Checkpoint', 'Training loss', 'Full validation loss', 'Full validation accuracy'],
      ]);
    });

  it('shows the beginning of JSON that is very long, and says so', async () => {
    await open.send(show(running));
    await open.openTab('JSON');
    await open.send({ type: 'raw', job: running.key, part: 'job', text: '['.repeat(4_000_000) });
    const panel = open.page.getByRole('tabpanel');
    assert.match(
      await panel.innerText(),
      /Only the first 1,000,000 characters are shown: “Show Job as JSON” opens all\./,
    );
    const shown = await panel
      .getByRole('region', { name: 'JSON of the job' })
      .evaluate((pre) => pre.textContent);
    assert.equal(shown.length, 1_000_000);
  });

  it('shows a job with nothing but id and status', async () => {
    const bare = {
      ...snapshots.bareSnapshot(),
      job: { ...snapshots.bareJob('ftjob-bare', 'brewing') },
      group: 'other' as const,
    };
    await open.send(show(bare));
    for (const tab of ['Metrics', 'Events', 'Checkpoints', 'Data', 'Details', 'JSON'])
      await open.openTab(tab);
    const text = await open.page.locator('#app').innerText();
    assert.match(text, /ftjob-bare\s+brewing/);
    assert.doesNotMatch(text, /undefined|null|NaN|Invalid/);
  });

  it('says why a job cannot be shown, and tries again', async () => {
    await open.send({
      type: 'unavailable',
      title: 'Job not found',
      message: 'It was deleted.',
      canRetry: true,
    });
    assert.match(await open.page.locator('#app').innerText(), /Job not found\s+It was deleted\./);
    await open.page.getByRole('button', { name: 'Try Again' }).click();
    assert.equal((await open.sent()).filter(({ type }) => type === 'ready').length, 2);
  });

  it('passes over messages that are none', async () => {
    await open.send(show(running));
    await open.page.evaluate(() => {
      for (const message of [
        null,
        1,
        'show',
        { type: 'show' },
        { type: 'show', view: 'job', jobs: [{}], now: 1, locale: 'en' },
        { type: 'events' },
      ]) {
        window.postMessage(message, '*');
      }
    });
    await open.drawn();
    assert.match(await open.page.getByRole('banner').innerText(), /support-bot/);
  });

  it('announces a new status once', async () => {
    await open.send(show(running));
    const live = open.page.locator('body > [role=status]');
    assert.equal(await live.innerText(), '');
    const done = { ...snapshots.succeededSnapshot(), key: running.key };
    await open.send(show(done));
    assert.equal(await live.innerText(), 'support-bot: Succeeded');
    await live.evaluate((element) => element.replaceChildren());
    await open.send(show({ ...done, fetchedAt: done.fetchedAt + 5 }));
    assert.equal(await live.innerText(), '');
  });

  it('comes back after a reload as it was left', async () => {
    await open.send(show(running), events(running.key, runEvents(30)));
    await open.openTab('Metrics');
    await open.page.getByLabel('Smoothing').fill('0.3');
    await open.page.getByLabel('Log scale').check();
    await open.page.reload();
    await open.waitForSent('ready');
    await open.send(show(running), events(running.key, runEvents(30)));
    assert.match(await open.page.getByRole('tab', { selected: true }).innerText(), /Metrics/);
    assert.equal(await open.page.getByLabel('Smoothing').inputValue(), '0.3');
    assert.ok(await open.page.getByLabel('Log scale').isChecked());
  });

  it('keeps focus, selection and folding through updates', async () => {
    await open.send(show(running));
    await open.openTab('Details');
    await open.page.getByRole('heading', { name: 'Hyperparameters' }).click();
    const id = open.page.getByRole('button', { name: 'Copy job id' }).last();
    await id.focus();
    await open.send(
      show({ ...running, fetchedAt: running.fetchedAt + 3 }),
      events(running.key, [stepEvent(1)]),
    );
    assert.equal(
      await open.page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      'Copy job id',
    );
    assert.equal(await open.page.locator('details[open]').count(), 2);
  });

  it('keeps the focus nearby when the button that has it goes', async () => {
    await open.send(show(running));
    const cancel = open.page.getByRole('button', { name: 'Cancel' });
    await cancel.focus();
    const done = { ...snapshots.succeededSnapshot(), key: running.key };
    await open.send(show({ ...done, actions: snapshots.actions('clone') }));
    assert.equal(await cancel.count(), 0);
    assert.equal(await open.page.evaluate(() => document.activeElement?.textContent.trim()), 'Clone…');
  });

  describe('its menu', () => {
    const button = () => open.page.getByRole('button', { name: 'More actions' });
    const focused = () => open.page.evaluate(() => document.activeElement?.textContent.trim());
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await open.page.keyboard.press(key);
      await open.drawn();
    };

    beforeEach(() => open.send(show(running)));

    it('opens by keyboard and gives the focus back', async () => {
      await button().focus();
      await press('ArrowDown');
      assert.equal(
        await open.page.getByRole('menu').ariaSnapshot(),
        [
          '- menu "More actions":',
          '  - menuitem "Clone…"',
          '  - menuitem "Compare with…"',
          '  - menuitem "Show as JSON"',
          '  - menuitem "Refresh"',
          '  - separator',
          '  - menuitem "Copy Report as Markdown"',
          '  - menuitem "Save Report as Markdown…"',
          '  - menuitem "Save Report as HTML…"',
        ].join('\n'),
      );
      assert.equal(await focused(), 'Clone…');
      await press('ArrowUp');
      assert.equal(await focused(), 'Save Report as HTML…');
      await press('ArrowDown', 'ArrowDown');
      assert.equal(await focused(), 'Compare with…');
      await press('Escape');
      assert.equal(await open.page.getByRole('menu').count(), 0);
      assert.equal(await button().evaluate((element) => element === document.activeElement), true);
    });

    it('stays open while the page is updated, and closes at a choice or a click elsewhere', async () => {
      await button().click();
      await open.send(show({ ...running, fetchedAt: running.fetchedAt + 3 }));
      assert.equal(await button().getAttribute('aria-expanded'), 'true');
      await open.page.getByRole('menuitem', { name: 'Refresh' }).click();
      await open.drawn();
      assert.equal(await button().getAttribute('aria-expanded'), 'false');
      await button().click();
      await open.page.getByRole('heading', { name: 'Milestones' }).click();
      await open.drawn();
      assert.equal(await button().getAttribute('aria-expanded'), 'false');
      assert.equal((await open.waitForSent('action'))[0]?.action, 'refresh');
    });
  });

  it('draws nothing while it is hidden, and everything when shown again', async () => {
    await open.send(show(running));
    await open.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await open.send(show(snapshots.failedSnapshot()));
    assert.match(await open.page.getByRole('banner').innerText(), /support-bot/);
    await open.page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await open.drawn();
    assert.match(await open.page.getByRole('banner').innerText(), /faq-de/);
  });
});
