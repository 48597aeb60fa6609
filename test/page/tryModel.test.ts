import assert from 'node:assert/strict';
import { axeFindings } from '../support/axe';
import { eventually } from '../support/eventually';
import { base, done, streaming, tryFacts, tuned, waiting } from '../support/openTry';
import { pseudoMessages } from '../support/pseudoLanguage';
import { readTexts, unlocalized } from '../support/readTexts';
import { type ThemeName, themes } from '../support/themes';
import { useTryPage } from '../support/usePage';

describe('the page that tries models out', function () {
  this.timeout(120_000);
  const open = useTryPage();

  const prompt = () => open.page.getByRole('textbox', { name: 'Prompt', exact: true });
  const columns = () => open.page.locator('.try-column');
  const ask = async () => {
    await open.enter('Where is it?');
    await open.press('Send');
  };

  it('chooses the base and what became of it, and sends what was entered to both', async () => {
    await open.page.getByText('System prompt').click();
    await open.page.getByRole('textbox', { name: 'System prompt' }).fill('Be kind.');
    await open.page.getByRole('textbox', { name: 'Temperature (0–2)' }).fill('0.7');
    await open.page.getByRole('textbox', { name: 'Maximum tokens' }).fill('');
    await ask();
    const [sent] = await open.sentOf('ask');
    assert.deepEqual(sent, {
      type: 'ask',
      only: null,
      request: {
        run: 1,
        system: 'Be kind.',
        earlier: [],
        prompt: 'Where is it?',
        temperature: 0.7,
        maxTokens: null,
        models: [
          { name: base, sentAs: base },
          { name: tuned, sentAs: tuned },
        ],
      },
    });
  });

  it('begins in its prompt, and takes the focus from nothing else', async () => {
    const isFocused = (each: Element) => each === document.activeElement;
    assert.equal(await prompt().evaluate(isFocused), true);
    await open.page.getByRole('checkbox').first().focus();
    await open.post([tryFacts({ title: 'Try another' })]);
    assert.equal(await open.page.getByRole('checkbox').first().evaluate(isFocused), true);
  });

  it('says what is missing, and sends nothing before', async () => {
    const send = open.page.getByRole('button', { name: 'Send' });
    assert.equal(await send.getAttribute('title'), 'Enter a prompt.');
    await open.enter('Hi');
    for (const [field, value, reason] of [
      ['Temperature (0–2)', '2.5', 'The temperature is a number from 0 to 2.'],
      ['Maximum tokens', '1.5', 'The maximum of tokens is a whole number from 1.'],
    ] as const) {
      const box = open.page.getByRole('textbox', { name: field });
      const before = await box.inputValue();
      await box.fill(value);
      await open.drawn();
      assert.equal(await send.getAttribute('title'), reason);
      await prompt().press('Control+Enter');
      await box.fill(before);
    }
    await open.enter('x'.repeat(1_000_001));
    await open.drawn();
    assert.equal(await send.getAttribute('title'), 'A prompt has 1,000,000 characters at most.');
    await open.enter('Hi');
    for (const at of [0, 1]) await open.page.getByRole('checkbox').nth(at).uncheck();
    await open.drawn();
    assert.equal(await send.getAttribute('title'), 'Choose a model.');
    await send.click({ force: true }); // it says that it is disabled
    assert.deepEqual(await open.sentOf('ask'), []);
  });

  it('shows why it sends nothing, and marks the field that is the reason', async () => {
    const reason = () => open.page.locator('.try-obstacle').innerText();
    const field = (name: string) => open.page.getByRole('textbox', { name });
    assert.equal(await reason(), 'Enter a prompt.');
    await open.enter('Hi');
    assert.equal(await open.page.locator('.try-obstacle').count(), 0);
    await field('Temperature (0–2)').fill('5');
    await field('Maximum tokens').fill('0');
    await open.drawn();
    const both = 'The temperature is a number from 0 to 2. The maximum of tokens is a whole number from 1.';
    assert.equal((await reason()).trim(), both);
    for (const name of ['Temperature (0–2)', 'Maximum tokens']) {
      assert.equal(await field(name).getAttribute('aria-invalid'), 'true');
      const id = await field(name).getAttribute('aria-describedby');
      assert.equal((await open.page.locator(`#${id ?? ''}`).innerText()).trim(), both);
    }
    await field('Temperature (0–2)').fill('1');
    await open.drawn();
    assert.equal((await reason()).trim(), 'The maximum of tokens is a whole number from 1.');
    assert.equal(await field('Temperature (0–2)').getAttribute('aria-invalid'), null);
  });

  it('streams the answers side by side, with their state, length and speed', async () => {
    await ask();
    await open.answer(0, 'On ', streaming);
    await open.answer(1, 'Sorry', streaming);
    await open.answer(0, 'its way.', done);
    await open.answer(1, '', { ...done, finishReason: 'length', tokens: 1 });
    const [first, second] = await columns().allInnerTexts();
    assert.match(
      first ?? '',
      /^Base\s+gpt-4o-mini-2024-07-18\s+Complete · 41 tokens · 40 tokens\/s · first after 0.21 s\s+On its way\.$/,
    );
    assert.match(
      second ?? '',
      /^Fine-tuned\s+ft:\S+\s+Cut at the maximum of tokens · 1 token · first after 0.21 s\s+Sorry$/,
    );
    const boxes = await Promise.all((await columns().all()).map((column) => column.boundingBox()));
    assert.equal(boxes[0]?.y, boxes[1]?.y);
  });

  it('has no speed of what came at once', async () => {
    await ask();
    await open.answer(0, 'On its way.', { ...done, firstAfter: 210, endAfter: 212, tokens: 64 });
    assert.doesNotMatch(await columns().first().innerText(), /tokens\/s/);
  });

  it('stops all with the button that sent, which keeps the focus', async () => {
    await open.enter('Hi');
    const button = open.page.locator('.button-primary');
    await button.focus();
    await open.page.keyboard.press('Enter');
    await open.drawn();
    assert.equal((await button.innerText()).trim(), 'Stop');
    assert.equal(await button.evaluate((each) => each === document.activeElement), true);
    await open.page.keyboard.press('Enter');
    assert.deepEqual(await open.sentOf('stop'), [{ type: 'stop', at: null }]);
    await open.page.getByRole('button', { name: 'Stop this answer' }).last().click();
    assert.deepEqual((await open.sentOf('stop'))[1], { type: 'stop', at: 1 });
  });

  it('keeps the focus at an answer that is stopped, and at one that is given again', async () => {
    await ask();
    await open.answer(0, 'On ', streaming);
    const press = async (name: string) => {
      await open.page.getByRole('button', { name }).last().focus();
      await open.page.keyboard.press('Enter');
      await open.drawn();
    };
    const focused = () =>
      columns()
        .last()
        .evaluate((column) => {
          const { activeElement } = document;
          return column.contains(activeElement) ? activeElement?.getAttribute('aria-label') : 'elsewhere';
        });
    await press('Stop this answer');
    await open.answer(1, '', { ...done, state: 'stopped', tokens: null });
    assert.equal(await focused(), 'Answer again');
    await press('Answer again');
    assert.equal(await focused(), 'Stop this answer');
  });

  it('sends again with the keyboard while one answers, and takes nothing more of the old one', async () => {
    await ask();
    await open.answer(0, 'old', streaming);
    await prompt().press('Control+Enter');
    await open.answer(0, ' text', streaming, 1);
    assert.doesNotMatch(await columns().first().innerText(), /old/);
    await open.answer(0, 'new', streaming, 2);
    assert.match(await columns().first().innerText(), /new$/);
    assert.deepEqual(
      (await open.sentOf('ask')).map(({ request }) => request.run),
      [1, 2],
    );
  });

  it('says what failed, with the request id, and has that one answer again', async () => {
    await ask();
    const failure = { summary: 'No such model', advice: 'Deploy it first.', requestId: 'req_8f' };
    await open.answer(0, 'Half', streaming);
    await open.answer(0, '', { ...done, state: 'failed', finishReason: null, tokens: null, failure });
    const text = await columns().first().innerText();
    for (const part of ['Failed', 'No such model. Deploy it first.', 'Request req_8f', 'Half'])
      assert.ok(text.includes(part), `${part} in ${text}`);
    await open.press('Try Again');
    const [, again] = await open.sentOf('ask');
    assert.deepEqual([again?.only, again?.request.run], [0, 1]);
    await open.answer(0, '', waiting);
    await open.answer(0, 'Whole', done);
    assert.match(await columns().first().innerText(), /Whole$/);
  });

  it('prompts a model that is called as a part of the language is', async () => {
    const names = ['constructor', '__proto__'];
    const models = names.map((name) => ({ name, role: 'tuned' as const, step: null }));
    await open.post([tryFacts({ models, isByDeployment: true })]);
    for (const name of names) await open.page.getByRole('checkbox', { name }).setChecked(true);
    await open.page.getByRole('textbox', { name: 'Deployment of __proto__' }).fill('own');
    await ask();
    const [sent] = await open.sentOf('ask');
    assert.deepEqual(sent?.request.models, [
      { name: 'constructor', sentAs: 'constructor' },
      { name: '__proto__', sentAs: 'own' },
    ]);
  });

  it('shows what servers say as text', async () => {
    const hostile = '<img src=x onerror="document.title=\'owned\'">\n[x](command:y) **bold**';
    await open.post([tryFacts({ title: hostile, connection: hostile })]);
    await ask();
    await open.answer(0, hostile, done);
    assert.ok((await columns().first().innerText()).includes(hostile));
    assert.equal(await open.page.locator('#app img, #app a').count(), 0);
    assert.notEqual(await open.page.title(), 'owned');
  });

  it('takes a prompt of the data with what it expects, until another is entered', async () => {
    await open.press('Prompt from Validation File…');
    assert.equal((await open.sentOf('example')).length, 1);
    const earlier = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi!' },
    ];
    await open.post([
      {
        type: 'tryExample',
        example: { system: 'Be kind.', earlier, prompt: 'Where?', expected: 'Here.' },
      },
    ]);
    await open.drawn();
    assert.equal(await prompt().inputValue(), 'Where?');
    assert.equal(await prompt().evaluate((each) => each === document.activeElement), true);
    await open.page.keyboard.press('Control+Enter');
    await open.drawn();
    assert.match(await columns().first().innerText(), /^Expected\s+From the data\s+Here\.$/);
    assert.deepEqual((await open.sentOf('ask'))[0]?.request.earlier, earlier);
    await open.press('Leave them out');
    await open.enter('Something else');
    await open.answer(0, 'x', done);
    await open.answer(1, 'y', done);
    await open.press('Send');
    assert.deepEqual((await open.sentOf('ask'))[1]?.request.earlier, []);
    assert.doesNotMatch(await open.text(), /Expected/);
  });

  it('says which prompt the answers belong to, and expects nothing of them that belongs to another', async () => {
    await open.enter('Hello, who are you?');
    await open.press('Send');
    for (const at of [0, 1]) await open.answer(at, 'A bot.', done);
    const example = { system: '', earlier: [], prompt: 'Where?', expected: 'Here.' };
    await open.post([{ type: 'tryExample', example }]);
    const answers = () => open.page.getByRole('region', { name: 'Answers' }).innerText();
    assert.match(await answers(), /^Answers to: Hello, who are you\?/);
    assert.doesNotMatch(await answers(), /Expected/);
    await open.press('Send');
    assert.match(await answers(), /^Answers to: Where\?\s+Expected\s+From the data\s+Here\./);
  });

  it('asks for deployments where models answer by them', async () => {
    await open.post([tryFacts({ isByDeployment: true, note: 'Azure answers by deployments.' })]);
    assert.match(await open.text(), /Azure answers by deployments\./);
    await open.page.getByRole('textbox', { name: `Deployment of ${tuned}` }).fill(' my-bot ');
    await ask();
    assert.deepEqual((await open.sentOf('ask'))[0]?.request.models, [
      { name: base, sentAs: base },
      { name: tuned, sentAs: 'my-bot' },
    ]);
  });

  it('prompts at most six models', async () => {
    const checkpoints = Array.from({ length: 8 }, (_, at) => ({
      name: `ckpt-${at}`,
      role: 'checkpoint' as const,
      step: at,
    }));
    await open.post([tryFacts({ models: checkpoints })]);
    for (let at = 1; at < 6; at++) await open.page.getByRole('checkbox').nth(at).check();
    const boxes = open.page.getByRole('checkbox');
    await eventually(async () => {
      assert.deepEqual(await Promise.all((await boxes.all()).map((box) => box.isChecked())), [
        ...[true, true, true, true, true, true],
        ...[false, false],
      ]);
      assert.deepEqual(await Promise.all((await boxes.all()).map((box) => box.isDisabled())), [
        ...[false, false, false, false, false, false],
        ...[true, true],
      ]);
    });
  });

  it('says why there is nothing to try', async () => {
    await open.post([tryFacts({ models: [], problem: 'The legacy API completes texts and has no chat.' })]);
    assert.match(await open.text(), /The legacy API completes texts/);
    await open.enter('Hi');
    assert.deepEqual(await open.sentOf('ask'), []);
  });

  it('copies an answer, and all as a report, and keeps them for the job', async () => {
    await ask();
    await open.answer(0, 'On its | way.', done);
    await open.answer(1, 'Here.', done);
    await columns().first().getByRole('button', { name: 'Copy answer' }).click();
    await open.press('Copy as Report');
    const [answer, report] = await open.sentOf('copy');
    assert.equal(answer?.text, 'On its | way.');
    for (const line of [
      `# Try ${base}, ${tuned}`,
      '| Prompt | Where is it? |',
      '| Temperature | 0 |',
      '| Maximum tokens | 256 |',
      `| ${base} | On its \\| way. |`,
    ])
      assert.ok(report?.text.split('\n').includes(line), `${line} in\n${report?.text ?? ''}`);
    await open.press('Keep in Report');
    const [keep] = await open.sentOf('keep');
    assert.deepEqual(keep?.kept.answers, [
      { model: base, text: 'On its | way.' },
      { model: tuned, text: 'Here.' },
    ]);
  });

  it('comes back as it was left; answers under way go on with what the extension has', async () => {
    await ask();
    await open.answer(0, 'On its way.', done);
    await open.answer(1, 'He', streaming);
    await open.reload();
    assert.equal(await prompt().inputValue(), 'Where is it?');
    assert.match(await columns().first().innerText(), /On its way\.$/);
    assert.match(await columns().last().innerText(), /Stopped/);
    await open.post([{ type: 'tryRun', run: 1, answers: [null, { ...streaming, text: 'Here' }] }]);
    await open.answer(1, '.', done);
    assert.match(await columns().first().innerText(), /On its way\.$/);
    assert.match(await columns().last().innerText(), /Here\.$/);
  });

  it('has a screen reader say how answers end, and not each piece', async () => {
    await ask();
    const said = () => open.page.locator('[role=status]').innerText();
    assert.equal(await said(), 'Sent');
    await open.answer(0, 'On ', streaming);
    await open.answer(0, 'its ', streaming);
    assert.equal(await said(), 'Sent');
    await open.answer(0, 'way.', done);
    assert.match(await said(), /^gpt-4o-mini-2024-07-18: Complete · 41 tokens/);
  });

  it('reads as a document', async () => {
    await ask();
    await open.answer(0, 'On its way.', done);
    const tree = await open.page.locator('#app').ariaSnapshot();
    for (const line of [
      '- heading "Try support-bot" [level=1]',
      '- textbox "Prompt"',
      '- group "Models"',
      '- region "Answers"',
      '- heading "Base gpt-4o-mini-2024-07-18" [level=2]',
    ])
      assert.ok(tree.includes(line), `${line} in\n${tree}`);
  });

  it('has no text that is not in the language of VS Code', async () => {
    await open.reopen({ messages: await pseudoMessages() });
    const marked = tryFacts({
      title: '‹t›',
      connection: '‹c›',
      isByDeployment: true,
      note: '‹n›',
      locale: 'zh',
    });
    const models = [
      { name: '‹base›', role: 'base' as const, step: null },
      { name: '‹tuned›', role: 'tuned' as const, step: null },
      { name: '‹ckpt›', role: 'checkpoint' as const, step: 5 },
    ];
    const facts = { ...marked, models, examples: { role: 'validation' as const, filename: '‹f›' } };
    await open.post([facts]);
    await open.post([
      {
        type: 'tryExample',
        example: {
          system: '‹s›',
          earlier: [{ role: '‹r›', content: '‹c›' }],
          prompt: '‹p›',
          expected: '‹e›',
        },
      },
    ]);
    const check = async () => assert.deepEqual(unlocalized(await readTexts(open.page), [/\bToken/g]), []);
    await check();
    await open.page.locator('.button-primary').click();
    await open.answer(0, '‹a›', done);
    const failure = { summary: '‹f›', advice: '‹a›', requestId: '‹r›' };
    await open.answer(1, '', { ...done, state: 'failed', failure });
    await check();
  });

  for (const theme of Object.keys(themes) as ThemeName[])
    it(`has nothing that axe finds in ${themes[theme].label}`, async () => {
      await open.reopen({ theme });
      assert.deepEqual(await axeFindings(open.page), []);
      await open.post([tryFacts({ isByDeployment: true, note: 'Azure answers by deployments.' })]);
      await ask();
      await open.answer(0, 'On its way.', done);
      const failure = { summary: 'No such model', advice: 'Deploy it first.', requestId: 'req_8f' };
      await open.answer(1, '', { ...done, state: 'failed', failure });
      assert.deepEqual(await axeFindings(open.page), []);
      await open.page.getByRole('textbox', { name: 'Temperature (0–2)' }).fill('5');
      await open.drawn();
      assert.deepEqual(await axeFindings(open.page), []);
    });

  it('keeps its checkboxes square on a narrow page, and writes steps as the page of the job does', async () => {
    await open.reopen({ width: 350 });
    const name = 'ft:gpt-4o-mini-2024-07-18:acme-research-and-development:support-bot:A7:ckpt-step-2928';
    await open.post([tryFacts({ models: [{ name, role: 'checkpoint', step: 2928 }] })]);
    const box = await open.page.getByRole('checkbox').boundingBox();
    assert.deepEqual([box?.width, box?.height], [16, 16]);
    assert.equal(await open.page.locator('.try-role').innerText(), 'Checkpoint, step 2,928');
  });

  it('stacks its columns on a narrow page, and needs no scrolling sideways', async () => {
    await open.reopen({ width: 320 });
    await ask();
    await open.answer(0, 'x'.repeat(400), done);
    await open.answer(1, 'Here.', done);
    const boxes = await Promise.all((await columns().all()).map((column) => column.boundingBox()));
    assert.ok((boxes[1]?.y ?? 0) > (boxes[0]?.y ?? 0) + (boxes[0]?.height ?? 0));
    const overflow = await open.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(overflow <= 0, `it overflows by ${overflow} px`);
  });
});
