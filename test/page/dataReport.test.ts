import assert from 'node:assert/strict';
import type { DataOverlap, DataTokens } from '../../src/shared/dataReportProtocol';
import { axeFindings } from '../support/axe';
import { dataReport, goodSurvey, read, survey } from '../support/openDataReport';
import { pseudoMessages } from '../support/pseudoLanguage';
import { readTexts, unlocalized } from '../support/readTexts';
import { type ThemeName, themes } from '../support/themes';
import { useDataReport } from '../support/usePage';

describe('the page that reports on a data file', function () {
  this.timeout(120_000);
  const open = useDataReport();

  it('says how far the reading is, and lets it be cancelled', async () => {
    await open.post([dataReport({ kind: 'reading', done: 5_000_000, size: 20_000_000 })]);
    assert.match(await open.text(), /Checking: 4\.8 MB of 19\.1 MB/);
    await open.press('Cancel');
    assert.equal((await open.sentOf('cancel')).length, 1);
    await open.post([dataReport({ kind: 'cancelled' })]);
    assert.match(await open.text(), /The check was cancelled/);
    await open.press('Check Again');
    assert.equal((await open.sentOf('check')).length, 1);
  });

  it('says first whether the file can be trained on', async () => {
    for (const [found, verdict] of [
      [survey, '5 lines are broken: a provider will probably refuse the file.'],
      [goodSurvey, '12,835 examples for supervised training, all of the right form.'],
      [{ ...goodSurvey, warnings: 1 }, '12,835 examples for supervised training, and 1 warning.'],
      [{ ...goodSurvey, examples: 0, lines: 0 }, 'There are no examples in this file.'],
      [{ ...survey, isStopped: true, brokenLines: 10_000 }, 'reading ended after 10,000 broken lines'],
    ] as const) {
      await open.post([read(found)]);
      assert.ok((await open.page.locator('.banner').innerText()).includes(verdict));
    }
  });

  it('opens the file at the lines that it names', async () => {
    await open.post([read()]);
    for (const line of ['Open line 412', 'Open line 8,811', 'Open line 12', 'Open line 5,120'])
      await open.press(line);
    assert.deepEqual(
      (await open.sentOf('open')).map(({ line }) => line),
      [412, 8_811, 12, 5_120],
    );
  });

  it('names the first lines of a kind, and counts the rest', async () => {
    await open.post([read()]);
    const row = open.page.getByRole('row', { name: /arguments is not the text/ });
    assert.match(await row.innerText(), /12\s+5, 6, 7, 8, 9, 10, 11, 12\s+and 4 more/);
  });

  it('offers what comes next', async () => {
    await open.post([read()]);
    await open.press('Show Problems');
    await open.press('Create Job…');
    assert.deepEqual(
      (await open.sentOf('step')).map(({ step }) => step),
      ['problems', 'createJob'],
    );
  });

  it('says which rows are in another file too, and opens both', async () => {
    const none = { count: 0, pairs: [] };
    const same = { count: 1, pairs: [{ line: 7, of: 70 }] };
    const compared = (overlap: DataOverlap) =>
      dataReport({ kind: 'read', survey: goodSurvey, isOld: false, overlap, tokens: null });
    await open.post([compared({ with: 'train.jsonl', same, similar: none })]);
    assert.match(await open.text(), /Rows that are in train\.jsonl too/);
    await open.press('Open line 7');
    await open.press('Open line 70 of train.jsonl');
    assert.deepEqual(await open.sentOf('open'), [
      { type: 'open', line: 7 },
      { type: 'open', line: 70, isOther: true },
    ]);
    await open.post([compared({ with: 'train.jsonl', same: none, similar: none })]);
    assert.match(await open.text(), /None: one can judge what was trained on the other\./);
  });

  it('counts tokens as they come, and says what is too long', async () => {
    const counting = (tokens: DataTokens) =>
      dataReport({ kind: 'read', survey: goodSurvey, isOld: false, overlap: null, tokens });
    await open.post([counting({ kind: 'counting', share: 0.42 })]);
    assert.match(await open.text(), /Tokens\s+42%/);
    const counted = {
      kind: 'counted' as const,
      ...{ encoding: 'o200k_base', total: 3_210_400, trained: 802_600, isExact: true },
      lengths: [{ from: 200, to: 500, rows: 12_835 }],
      longest: { line: 8_811, tokens: 70_000 },
      overlong: { rows: 1, limit: 65_536 },
    };
    await open.post([counting(counted)]);
    assert.match(await open.text(), /Tokens\s+3\.21M\s+Characters\s+12\.9M\s+Trained\s+25%/);
    assert.match(
      await open.text(),
      /1 row has more than 65,536 tokens: OpenAI trains on its first 65,536 alone\./,
    );
    await open.press('Open line 8,811');
    assert.deepEqual(await open.sentOf('open'), [{ type: 'open', line: 8_811 }]);
    await open.post([counting({ ...counted, isExact: false })]);
    assert.match(await open.text(), /about 3\.21M/);
  });

  it('says which connections would refuse it or cut it off, and where that stands', async () => {
    const source = { page: 'https://example.com/docs/limits', seen: '2026-11-27' };
    const limits = [
      {
        connection: 'My OpenAI',
        findings: [
          { of: 'examples', severity: 'error', text: '9 examples, but at least 10 are needed', ...source },
          { of: 'tokens', severity: 'warning', text: '1 row has more than 65,536 tokens', ...source },
        ],
      },
      {
        connection: 'Local',
        findings: [{ of: 'bytes', severity: 'error', text: 'too large', page: null, seen: null }],
      },
    ] as const;
    const tokens = {
      kind: 'counted',
      ...{ encoding: 'o200k_base', total: 1, trained: 1, isExact: true, lengths: [] },
      ...{ longest: { line: 1, tokens: 70_000 }, overlong: { rows: 1, limit: 65_536 } },
    } as const;
    await open.post([
      dataReport({ kind: 'read', survey: goodSurvey, isOld: false, overlap: null, tokens }, { limits }),
    ]);
    const row = open.page.getByRole('row', { name: /^My OpenAI/ });
    assert.match(await row.first().innerText(), /9 examples, .* needed\s+example\.com as of 2026-11-27/);
    const link = open.page.getByRole('link', { name: 'example.com' }).first();
    assert.equal(await link.getAttribute('href'), source.page);
    assert.match(await open.text(), /Local\s+too large\s+this extension/);
    assert.doesNotMatch(await open.text(), /OpenAI trains on its first/); // it is said once
    assert.match(
      await open.page.locator('.banner-warning').innerText(),
      /all of the right form\. It does not keep the limits of My OpenAI and Local: see below\./,
    );
    assert.deepEqual(await axeFindings(open.page), []);
    await open.post([read(goodSurvey)]);
    assert.doesNotMatch(await open.text(), /Limits of providers/);
  });

  it('takes no advice of a provider for a refusal', async () => {
    const finding = {
      of: 'examples',
      severity: 'warning',
      text: '50 are better',
      page: null,
      seen: null,
    } as const;
    await open.post([
      dataReport(
        { kind: 'read', survey: goodSurvey, isOld: false, overlap: null, tokens: null },
        { limits: [{ connection: 'My OpenAI', findings: [finding] }] },
      ),
    ]);
    assert.match(await open.page.locator('.banner-good').innerText(), /all of the right form\.$/);
  });

  it('has all of it at one edge where it is narrow', async () => {
    await open.reopen({ width: 400 });
    await open.post([read()]);
    const edges = await open.page
      .locator('h1, .banner, .tiles, .report-part > h2')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().left));
    assert.deepEqual(new Set(edges), new Set([10]));
  });

  it('says that the file has changed, and why it cannot be read', async () => {
    await open.post([read(goodSurvey, true)]);
    assert.match(await open.text(), /The file has changed since it was checked\./);
    await open.post([dataReport({ kind: 'failed', reason: 'No such file.' })]);
    assert.match(await open.text(), /The file cannot be checked: No such file\./);
  });

  it('shows what a file says as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>[a](command:x)';
    const [mistake] = survey.mistakes;
    assert.ok(mistake);
    await open.post([
      read({
        ...survey,
        mistakes: [{ ...mistake, reason: hostile }],
        said: [{ role: hostile, messages: 1, characters: 1 }],
      }),
    ]);
    assert.equal(await open.page.locator('#app img, #app a').count(), 0);
    assert.equal((await open.text()).split(hostile).length, 3);
  });

  it('is no wider than a narrow editor', async () => {
    await open.reopen({ width: 350 });
    await open.post([read()]);
    const { scrollWidth, clientWidth } = await open.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    assert.ok(scrollWidth <= clientWidth, `${String(scrollWidth)} px`);
  });

  it('speaks the language of the editor', async () => {
    await open.reopen({ messages: await pseudoMessages() });
    const [mistake] = survey.mistakes;
    assert.ok(mistake);
    const found = {
      ...survey,
      format: '‹f›',
      mistakes: [{ ...mistake, reason: '‹r›' }],
      said: survey.said.map((each) => ({ ...each, role: '‹r›' })),
    };
    await open.post([{ ...read(found, true), name: '‹n›', path: '‹p›' }]);
    assert.deepEqual(
      unlocalized(await readTexts(open.page), [/supervised/, /\b[KM]?B\b/, /^[\d.]+[KM]$/]),
      [],
    );
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`has nothing that axe finds in ${themes[theme].label}`, async () => {
      await open.reopen({ theme });
      await open.post([dataReport({ kind: 'reading', done: 5_000_000, size: 20_000_000 })]);
      assert.deepEqual(await axeFindings(open.page), []);
      await open.post([read()]);
      assert.deepEqual(await axeFindings(open.page), []);
    });
});
