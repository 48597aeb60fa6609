import assert from 'node:assert/strict';
import type { Conversation, Turn, TurnPart } from '../../src/shared/conversation';
import type { RowContent } from '../../src/shared/rowsProtocol';
import { axeFindings } from '../support/axe';
import { pseudoMessages } from '../support/pseudoLanguage';
import { readTexts, unlocalized } from '../support/readTexts';
import { type ThemeName, themes } from '../support/themes';
import { useRowsPage } from '../support/usePage';

const say = (role: string, content: unknown, more: object = {}) => ({ role, content, ...more });
const chat = (...messages: readonly object[]) => JSON.stringify({ messages });
const answered = (question: string, answer = 'Yes.') => chat(say('user', question), say('assistant', answer));
const many = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    answered(`Question ${at + 1}`, 'word '.repeat((at * 37) % 90)),
  ).join('\n');

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const call = {
  id: 'c1',
  type: 'function',
  function: { name: 'order_status', arguments: '{"order":"BL-2291"}' },
};
/** One row of each kind. */
const kinds = [
  chat(
    say('system', 'Be kind'),
    say('user', [
      { type: 'text', text: 'Where is it?' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
      { type: 'image_url', image_url: { url: 'https://elsewhere.example/leaf.png' } },
    ]),
    say('assistant', null, { tool_calls: [call] }),
    say('tool', 'shipped', { tool_call_id: 'c1' }),
    say('assistant', 'Hm', { weight: 0 }),
    say('assistant', 'It was shipped.'),
  ),
  '{"messages": [oops]}',
  '',
  JSON.stringify({
    input: { messages: [say('user', 'How often?')] },
    preferred_output: [say('assistant', 'Weekly.')],
    non_preferred_output: [say('assistant', 'Daily.')],
  }),
  '{"unknown": [1]}',
].join('\n');

describe('the page of rows', function () {
  this.timeout(120_000);
  const open = useRowsPage();
  const focused = () =>
    open.page.evaluate(() => document.activeElement?.getAttribute('aria-posinset') ?? null);

  it('shows each row as what it is, with its line and what is wrong with it', async () => {
    await open.show(kinds);
    const rows = open.page.locator('.row');
    const texts = (await rows.allInnerTexts()).map((text) => text.replace(/\s*\n\s*/g, ' | ').trim());
    assert.equal(
      texts[0],
      '1 | system | Be kind | user | Where is it? | https://elsewhere.example/leaf.png | assistant | order_status | { | "order": "BL-2291" | } | tool | order_status | shipped | assistant | not trained: its weight is 0 | Hm | assistant | It was shipped.',
    );
    assert.equal(
      texts[1],
      '2 | this means nothing in JSON, where names and texts stand in double quotation marks | {"messages": [oops]}',
    );
    assert.equal(texts[2], '3 | Blank line');
    assert.match(
      texts[3] ?? '',
      /^4 \| it is a preference .* \| user \| How often\? \| Preferred \| assistant \| Weekly\. \| Rejected \| assistant \| Daily\.$/,
    );
    assert.match(texts[4] ?? '', /^5 \| messages is missing \| \{ \| "unknown": \[ \| 1 \| \] \| \}$/);
    assert.equal(await open.page.locator('mark').innerText(), 'oops');
    assert.equal(
      await open.page.getByRole('status').first().innerText(),
      `5 rows · ${Buffer.byteLength(kinds)} B`,
    );
    const choices = await Promise.all(
      (await open.page.locator('.choice').all()).map((each) => each.boundingBox()),
    );
    assert.equal(choices[0]?.y, choices[1]?.y);
  });

  it('shows pictures that are in a row, and fetches none', async () => {
    const fetched: string[] = [];
    open.page.on('request', (request) => fetched.push(request.url()));
    await open.show(kinds);
    const [image] = await open.page.getByRole('img').all();
    assert.equal(await image?.evaluate((each) => each instanceof HTMLImageElement && each.naturalWidth), 1);
    assert.equal(await open.page.locator('a').count(), 0);
    assert.deepEqual(
      fetched.filter((url) => url.includes('leaf')),
      [],
    );
  });

  it('shows as text whatever a file says', async () => {
    const hostile = '<img src=x onerror=alert(1)> [x](command:a) javascript:alert(1)';
    await open.show(chat(say(hostile, hostile, { name: hostile }), say('assistant', hostile)));
    assert.equal(await open.page.locator('img').count(), 0);
    assert.match(await open.row(1), /<img src=x onerror=alert\(1\)> \[x\]/);
  });

  it('has only rows in sight of a million in the document, and reaches each by its line', async () => {
    await open.show(many(100_000));
    assert.equal((await open.lines())[0], 1);
    for (const line of [50_000, 99_999, 100_000, 1, 123]) {
      await open.goToLine(line);
      assert.ok((await open.lines()).includes(line), `line ${line} in ${(await open.lines()).join()}`);
      assert.match(await open.row(line), new RegExp(`Question ${line}\\b`));
      assert.equal(await focused(), String(line));
      assert.ok((await open.page.locator('.row').count()) < 60);
    }
    const height = await open.page.locator('ft-rows').evaluate((list) => list.scrollHeight);
    assert.ok(height <= 5_000_000, String(height));
  });

  it('scrolls by the wheel without a jump, down and up', async () => {
    await open.show(many(2_000));
    await open.goToLine(1_000);
    const top = (line: number) =>
      open.page.locator(`.row[aria-posinset="${line}"]`).evaluate((row) => row.getBoundingClientRect().top);
    for (const pixels of [100, 100, -100, -100, -100, -100]) {
      const [line = 0] = (await open.lines()).slice(1);
      const before = await top(line);
      await open.wheel(pixels);
      assert.ok(
        Math.abs((await top(line)) - (before - pixels)) <= 1.5,
        `line ${line}: ${before} to ${await top(line)}`,
      );
    }
  });

  it('goes with its bar through the whole file, and its bar with it', async () => {
    await open.show(many(10_000));
    const list = open.page.locator('ft-rows');
    const drag = async (share: number) => {
      await list.evaluate(
        (each, to) => (each.scrollTop = (each.scrollHeight - each.clientHeight) * to),
        share,
      );
      await open.settle();
      return open.lines();
    };
    assert.ok(Math.abs(((await drag(0.5))[0] ?? 0) - 5_000) < 20);
    assert.equal((await drag(1)).at(-1), 10_000);
    assert.equal((await drag(0))[0], 1);
    await open.goToLine(2_500);
    const share = await list.evaluate((each) => each.scrollTop / (each.scrollHeight - each.clientHeight));
    assert.ok(Math.abs(share - 0.25) < 0.01, String(share));
  });

  it('moves by row with the keyboard, and opens the text with Enter', async () => {
    await open.show(many(500));
    await open.goToLine(10);
    await open.press('ArrowDown');
    assert.equal(await focused(), '11');
    await open.press('ArrowUp');
    await open.press('ArrowUp');
    assert.equal(await focused(), '9');
    assert.ok((await open.lines()).includes(9));
    await open.press('End');
    assert.equal(await focused(), '500');
    assert.equal((await open.lines()).at(-1), 500);
    await open.press('PageUp');
    assert.ok(Number(await focused()) < 500);
    await open.press('Home');
    assert.equal(await focused(), '1');
    await open.press('PageDown');
    assert.ok(Number(await focused()) > 1);
    await open.press('Enter');
    assert.deepEqual(await open.sentOf('openText'), [{ type: 'openText', line: Number(await focused()) }]);
    await open.goToLine(3);
    await open.page.getByRole('button', { name: '3', exact: true }).click();
    assert.deepEqual((await open.sentOf('openText')).at(-1), { type: 'openText', line: 3 });
  });

  it('reads a row that is higher than the page to its end before the next', async () => {
    await open.show(
      [
        answered('One', 'a\n\n'.repeat(11).repeat(1)),
        chat(...Array.from({ length: 25 }, (_, at) => say('user', `Turn ${at}\n\n\nthe end`))),
        answered('Three'),
      ].join('\n'),
    );
    await open.goToLine(2);
    await open.press('ArrowDown');
    assert.equal(await focused(), '2');
    for (let presses = 0; (await focused()) === '2' && presses < 20; presses++) await open.press('ArrowDown');
    assert.equal(await focused(), '3');
    assert.ok((await open.lines()).includes(3));
  });

  it('searches all rows, marks what it finds, and goes from one to the next', async () => {
    const rows = many(1_000).split('\n');
    rows[699] = answered('Is there a NEEDLE?', `${'hay '.repeat(2_000)}needle`);
    rows[99] = answered('A needle');
    await open.show(rows.join('\n'));
    await open.page.keyboard.press('Control+f');
    await open.search('Needle');
    const count = () => open.page.locator('.search-steps').innerText();
    assert.match(await count(), /1 of 2/);
    assert.ok((await open.lines()).includes(100));
    const marks = () =>
      open.page.evaluate(() => [...(CSS.highlights.get('page-search-current') ?? [])].map(String));
    assert.deepEqual(await marks(), ['needle']);
    await open.page.keyboard.press('Enter');
    await open.settle();
    assert.match(await count(), /2 of 2/);
    assert.ok((await open.lines()).includes(700));
    assert.deepEqual(await marks(), ['NEEDLE']);
    await open.page.keyboard.press('Shift+Enter');
    await open.settle();
    assert.match(await count(), /1 of 2/);
    await open.search('nothing like it');
    assert.match(await count(), /No rows/);
    await open.search('');
    assert.equal((await count()).trim(), '');
  });

  it('shows more of a row where the match is in what was cut off', async () => {
    await open.show([...many(20).split('\n'), answered('Long', `${'hay '.repeat(2_000)}needle`)].join('\n'));
    await open.search('needle');
    const place = await open.page.evaluate(() => {
      const [range] = CSS.highlights.get('page-search-current') ?? [];
      return range instanceof Range ? range.getBoundingClientRect().top : null;
    });
    assert.ok(place !== null && place > 0 && place < 760, String(place));
  });

  it('says how far a search is, and ends it', async () => {
    await open.show(many(50));
    await open.page.getByRole('searchbox').fill('Question');
    await open.page.keyboard.press('Enter');
    const [{ search } = { search: 0 }] = await open.sentOf('search');
    await open.post([{ type: 'found', search, lines: [2, 3], searched: 20, isDone: false }]);
    assert.match(await open.page.locator('.search-steps').innerText(), /1 of 2…/);
    await open.page.getByRole('button', { name: 'Stop searching' }).click();
    assert.deepEqual((await open.sentOf('search')).at(-1), { type: 'search', search, query: '' });
    assert.match(await open.page.locator('.search-steps').innerText(), /1 of 2\+/);
  });

  it('cuts long texts, shows all of them, and cuts them again', async () => {
    await open.show([answered('Long', 'word '.repeat(3_000)), answered('Next')].join('\n'));
    const height = () =>
      open.page
        .locator('.row')
        .first()
        .evaluate((row) => row.getBoundingClientRect().height);
    const cut = await height();
    await open.page.getByRole('button', { name: 'Show 13.5K more characters' }).click();
    await open.settle();
    assert.ok((await height()) > 2 * cut);
    await open.wheel(100_000);
    assert.ok((await open.lines()).includes(2));
    await open.goToLine(1);
    await open.page.getByRole('button', { name: 'Show Less' }).click({ force: true });
    await open.settle();
    assert.equal(await height(), cut);
  });

  it('shows rows while others are still looked for, and goes to a line once it is there', async () => {
    await open.show(many(300), { rows: 10, isComplete: false, bytesRead: 1024 });
    assert.match(await open.page.getByRole('status').first().innerText(), /^10 rows so far · 1 KB of /);
    await open.post([{ type: 'goTo', line: 200 }]);
    await open.settle();
    assert.ok(!(await open.lines()).includes(200));
    await open.say();
    assert.ok((await open.lines()).includes(200));
  });

  it('follows its file: what is in sight stays, and is read again', async () => {
    const rows = many(300).split('\n');
    await open.show(rows.join('\n'));
    await open.goToLine(150);
    rows[149] = answered('Changed');
    await open.search('Question 3');
    await open.goToLine(150);
    await open.show(rows.join('\n'));
    assert.ok((await open.lines()).includes(150));
    assert.match(await open.row(150), /Changed/);
    await open.show(rows.slice(0, 20).join('\n'));
    assert.equal((await open.lines()).at(-1), 20);
    await open.say({ problem: 'The file is gone', rows: 0, size: null });
    assert.match(await open.page.getByRole('alert').innerText(), /The file is gone/);
  });

  it('comes back where it was left', async () => {
    await open.show(many(500));
    await open.goToLine(250);
    await open.wheel(30);
    const before = await open.lines();
    await open.page.waitForFunction(() => sessionStorage.getItem('state')?.includes('"row"') === true);
    await open.reload();
    assert.deepEqual(await open.lines(), before);
  });

  it('says that a file is empty', async () => {
    await open.show('');
    assert.match(await open.page.locator('#app').innerText(), /The file is empty\./);
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    for (const width of [1_000, 350])
      it(`is accessible in ${theme}, ${width} pixels wide`, async () => {
        await open.reopen({ theme, width });
        await open.show(kinds);
        assert.deepEqual(await axeFindings(open.page), []);
        const isWide = await open.page.evaluate(
          () => document.documentElement.scrollWidth > window.innerWidth,
        );
        assert.equal(isWide, false);
      });

  it('has no text that is not in the language of VS Code', async () => {
    await open.reopen({ messages: await pseudoMessages() });
    const text = (rest: number) => ({ text: '‹t›', rest });
    const turn = (part: TurnPart): Turn => ({
      ...{ speaker: 'user', role: '‹r›', name: '‹n›', isUntrained: true },
      parts: [part],
    });
    const parts: readonly TurnPart[] = [
      ...(['text', 'reasoning', 'refusal', 'json'] as const).map((kind) => ({ kind, text: text(7) })),
      { kind: 'call', name: '‹c›', given: text(0) },
      { kind: 'address', address: text(0) },
      { kind: 'image', type: '‹image/x›', bytes: 4, source: null },
    ];
    const conversation: Conversation = {
      turns: [...parts.map(turn), { ...turn({ kind: 'text', text: text(0) }), parts: [] }],
      restTurns: 3,
      choices: (['preferred', 'rejected', 'scored'] as const).map((kind) => ({ kind, score: 1, turns: [] })),
      tools: [{ name: '‹f›', description: '‹d›' }],
      fields: [{ name: '‹f›', text: text(0) }],
    };
    const contents: readonly RowContent[] = [
      { kind: 'conversation', conversation },
      { kind: 'blank' },
      { kind: 'tooLong' },
    ];
    const problems = [{ severity: 'error' as const, reason: '‹p›' }];
    const rows = contents.map((content, at) => ({ line: at + 1, content, problems, hasMore: true }));
    const file = { name: '‹f›', rows: 3, locale: 'zh', size: 900, bytesRead: 900 };
    const check = async () => assert.deepEqual(unlocalized(await readTexts(open.page), [/\bK?B\b/g]), []);
    await open.say(file);
    await open.post([{ type: 'rows', version: 0, rows }]);
    await check();
    await open.say({ ...file, isComplete: false, problem: '‹p›' });
    await open.post(rows.map((row) => ({ type: 'whole' as const, version: 0, row })));
    await open.search('‹x›');
    await check();
    await open.say({ ...file, isCut: true });
    await check();
    await open.say({ ...file, rows: 0 });
    await check();
  });
});
